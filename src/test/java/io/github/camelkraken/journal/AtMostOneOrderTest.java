package io.github.camelkraken.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.KafkaException;

/**
 * Whatever the exchange answers, whichever write fails and whoever dies, takes over, or goes on
 * though another has taken over: one order at most comes of a name, and every request ends.
 */
class AtMostOneOrderTest {
  private static final int MOST_ATTEMPTS = 4;
  private static final int PATIENCE = 2_000;

  /** What the exchange does with an attempt. */
  private enum Reply {
    ACCEPTS,
    REFUSES,
    IS_FULL,
    LOSES_IT_BEFORE,
    LOSES_IT_AFTER
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void oneOrderAtMostAndEveryRequestEnds(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 3) Integer> requests,
      @ForAll @Size(max = 150) List<@IntRange(max = 4_095) Integer> steps) {
    World world = new World(requests);
    steps.forEach(step -> world.step(step % 16, step / 16));
    world.end();

    assertThat(world.exchange.placedTwice).isEmpty();
    for (Request request : world.requests) {
      List<Result> results = world.published.getOrDefault(request.place(), List.of());
      assertThat(results).as("results of %s in %s", request, world.log).isNotEmpty();
      assertThat(results)
          .as("results of %s in %s", request, world.log)
          .allMatch(result -> result.value().equals(results.get(0).value()));
      Exchange.Order order = world.exchange.orders.get(name(request));
      if (order != null && order.place.equals(request.place())) {
        assertThat(results.get(0).status()).as("%s", world.log).isEqualTo(Status.ACCEPTED);
      }
      if (results.get(0).status() == Status.ACCEPTED) {
        assertThat(order).as("%s", world.log).isNotNull();
        assertThat(order.body).as("%s", world.log).isEqualTo(Keys.body(request));
      }
    }
  }

  private static String name(Request request) {
    return Parsed.json(request.value()).get("cl_ord_id").textValue();
  }

  /** Takes an order whenever it comes with a new nonce, even one of a name that it has. */
  private static final class Exchange {
    private record Order(String place, String body) {}

    private final Map<String, Order> orders = new HashMap<>();
    private final Set<String> placedTwice = new HashSet<>();
    private long highest;

    private Answer receive(Request request, PrivateCall call, Reply reply) throws KrakenException {
      if (!sees(Long.parseLong(call.nonce()))) {
        throw new InvalidNonce("EAPI:Invalid nonce");
      }
      switch (reply) {
        case REFUSES -> throw new Refused("EOrder:Insufficient funds");
        case IS_FULL -> throw new RateLimited("EAPI:Rate limit exceeded", Optional.empty());
        case LOSES_IT_BEFORE -> throw new Ambiguous(new Transient("timed out"));
        default -> place(request);
      }
      if (reply == Reply.LOSES_IT_AFTER) {
        throw new Ambiguous(new Transient("timed out"));
      }
      return new Answer(
          call, Parsed.json("{\"txid\":[\"O\"]}"), SampleRequest.NOW, SampleRequest.NOW);
    }

    private void place(Request request) {
      Order other = orders.putIfAbsent(name(request), new Order(request.place(), body(request)));
      if (other != null) {
        placedTwice.add(name(request));
      }
    }

    private boolean sees(long nonce) {
      boolean isNew = nonce > highest;
      highest = Math.max(highest, nonce);
      return isNew;
    }

    private static String body(Request request) {
      return Keys.body(request);
    }
  }

  /** A request on its way through a process, from one step to the next. */
  private static final class Trip {
    private final InHand hand;
    private final boolean fromTopic;
    private boolean taken;
    private boolean left;
    private Result pending;
    private Result written;

    private Trip(InHand hand, boolean fromTopic) {
      this.hand = hand;
      this.fromTopic = fromTopic;
    }
  }

  private static final class Pipeline {
    private final SampleTopic.Process process;
    private final List<Trip> trips = new ArrayList<>();
    private final Map<String, InHand> lookUps = new LinkedHashMap<>();

    private Pipeline(SampleTopic.Process process) {
      this.process = process;
    }
  }

  private static final class World {
    private final VirtualClock clock = VirtualClock.standingAt(SampleRequest.NOW);
    private final SampleTopic topic = new SampleTopic(clock);
    private final Exchange exchange = new Exchange();
    private final List<Request> requests = new ArrayList<>();
    private final Set<String> committed = new HashSet<>();
    private final Map<String, List<Result>> published = new HashMap<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    /** A number says which of two names a request has, and which of two bodies. */
    private World(List<Integer> kinds) {
      for (int kind : kinds) {
        requests.add(
            SampleRequest.of(
                    "{\"endpoint\":\"AddOrder\",\"cl_ord_id\":\"%s\",\"volume\":\"%d\"}"
                        .formatted(kind < 2 ? "x" : "y", kind % 2))
                .at(requests.size())
                .build());
      }
      begin(new Pipeline(topic.standby()));
    }

    private void step(int action, int which) {
      clock.advance(Duration.ofMillis(1));
      Pipeline any = pipelines.get(which % pipelines.size());
      Pipeline owner = pipelines.get(pipelines.size() - 1);
      int more = which / 4;
      switch (action) {
        case 0, 1 -> take(any, more);
        case 2 -> look(any, more);
        case 3 -> release(any);
        case 4 -> topic.trouble = SampleTopic.Trouble.values()[which % 3];
        case 5 -> takeOver(which % 4, more);
        case 6 -> regain(owner);
        case 7 -> topic.compact();
        case 8, 9 -> go(any, more);
        default -> go(owner, which);
      }
    }

    /** From here on nothing fails any more, and everything has to come to its end. */
    private void end() {
      topic.trouble = SampleTopic.Trouble.NONE;
      for (int i = 0; i < PATIENCE && !isOver(); i++) {
        Pipeline owner = pipelines.get(pipelines.size() - 1);
        for (Pipeline any : List.copyOf(pipelines)) {
          if (any == owner || i < 20) {
            go(any, i);
            look(any, i);
          }
        }
        regain(owner);
        take(owner, i);
        release(owner);
      }
    }

    private boolean isOver() {
      Pipeline owner = pipelines.get(pipelines.size() - 1);
      return owner.trips.isEmpty()
          && owner.lookUps.isEmpty()
          && committed.size() == requests.size()
          && published.size() == requests.size();
    }

    /** 0: the owner dies. 1: another takes over. Else: a former owner comes back. */
    private void takeOver(int how, int which) {
      if (how == 0) {
        log.add("dies");
        pipelines.remove(pipelines.size() - 1);
        begin(new Pipeline(topic.standby()));
      } else if (how == 1 || pipelines.size() == 1) {
        log.add("another takes over");
        begin(new Pipeline(topic.standby()));
      } else {
        log.add("one comes back");
        Pipeline back = pipelines.remove(which % (pipelines.size() - 1));
        back.process.journal.standBy();
        back.lookUps.clear();
        begin(back);
      }
    }

    private void begin(Pipeline pipeline) {
      pipelines.add(pipeline);
      pipeline.process.takesOver();
      lookUpLeftBehind(pipeline);
    }

    private void regain(Pipeline owner) {
      if (owner.process.hasFailed()) {
        log.add("takes over from itself");
        owner.process.takesOver();
        lookUpLeftBehind(owner);
      }
    }

    private void lookUpLeftBehind(Pipeline pipeline) {
      pipeline.process.journal.leftBehind().forEach(left -> lookUp(pipeline, left));
    }

    private void lookUp(Pipeline pipeline, Entry.Sent left) {
      InHand before = pipeline.lookUps.get(left.request().place());
      if (before == null || !before.call.nonce().equals(left.call().nonce())) {
        pipeline.lookUps.put(left.request().place(), new InHand(pipeline.process, left, clock));
      }
    }

    /** A record comes that was not committed and is not in hand here. */
    private void take(Pipeline pipeline, int which) {
      List<Request> next =
          requests.stream()
              .filter(request -> !committed.contains(request.place()))
              .filter(
                  request ->
                      pipeline.trips.stream()
                          .noneMatch(trip -> trip.fromTopic && trip.hand.request == request))
              .toList();
      if (!next.isEmpty()) {
        Request request = next.get(which % next.size());
        pipeline.trips.add(new Trip(new InHand(pipeline.process, request, clock), true));
      }
    }

    private void release(Pipeline pipeline) {
      for (Request request : pipeline.process.journal.released(clock.instant())) {
        pipeline.trips.add(new Trip(new InHand(pipeline.process, request, clock), false));
      }
    }

    /** Looks one up, with a nonce that shuts the attempt out. */
    private void look(Pipeline pipeline, int which) {
      List<InHand> undecided =
          pipeline.lookUps.values().stream()
              .filter(one -> pipeline.trips.stream().noneMatch(trip -> trip.hand == one))
              .toList();
      if (undecided.isEmpty() || !exchange.sees(pipeline.process.nonce())) {
        return;
      }
      InHand one = undecided.get(which % undecided.size());
      Exchange.Order order = exchange.orders.get(name(one.request));
      boolean placed = order != null && order.body.equals(Keys.body(one.request));
      Status status = placed ? Status.ACCEPTED : Status.NOT_PLACED;
      Trip trip = new Trip(one, false);
      trip.pending =
          new Result(
              one.request,
              one.call,
              status,
              one.results
                  .value(one.request, one.call, status, clock.instant())
                  .set("result", JsonNodeFactory.instance.nullNode()));
      pipeline.trips.add(trip);
    }

    private void go(Pipeline pipeline, int which) {
      if (pipeline.trips.isEmpty()) {
        return;
      }
      Trip trip = pipeline.trips.get(which % pipeline.trips.size());
      try {
        go(pipeline, trip, which / pipeline.trips.size());
      } catch (KafkaException away) {
        trip.taken = false; // it is tried again, from the look into the journal on
      } catch (RejectedExecutionException notOurs) {
        pipeline.trips.remove(trip);
      } catch (Overtaken overtaken) {
        trip.taken = false;
      } catch (Rejection | Canceled refused) {
        trip.pending = trip.hand.results.refused(trip.hand.request, trip.hand.call, refused);
      }
    }

    private void go(Pipeline pipeline, Trip trip, int how) throws Rejection, Canceled, Overtaken {
      InHand hand = trip.hand;
      String who = pipelines.indexOf(pipeline) + ":" + hand.request.offset();
      if (trip.written != null) {
        log.add(who + " publishes " + trip.written.status());
        publish(pipeline, trip);
      } else if (trip.pending != null) {
        hand.process
            .journal
            .toBeLookedUp(hand.request, hand.call)
            .ifPresent(left -> lookUp(pipeline, left));
        trip.written = hand.process.journal.outcome(trip.pending);
        log.add(who + " writes " + trip.written.status());
      } else if (trip.left) {
        trip.left = false;
        trip.taken = false;
        log.add(who + " arrives");
        arrive(pipeline, hand, trip, Reply.values()[how % Reply.values().length]);
      } else if (!trip.taken) {
        hand.process.checkKnown();
        Recalled recalled = hand.recall();
        log.add(who + " recalls " + recalled.getClass().getSimpleName());
        trip.taken = recalled instanceof Recalled.Nothing;
        if (recalled instanceof Recalled.Outcome outcome) {
          trip.written = outcome.result();
        } else if (recalled instanceof Recalled.Later later) {
          later.toBeLookedUp().ifPresent(left -> lookUp(pipeline, left));
          leave(pipeline, trip);
        }
      } else if (how % 8 == 6) {
        trip.pending = hand.results.refused(hand.request, hand.call, new Expired("too old"));
      } else if (how % 8 == 7) {
        trip.pending =
            hand.results.refused(hand.request, hand.call, new LockedOut(SampleRequest.NOW));
      } else {
        hand.sent();
        log.add(who + " sends");
        trip.left = true;
      }
    }

    private void arrive(Pipeline pipeline, InHand hand, Trip trip, Reply reply) {
      try {
        Answer answer = exchange.receive(hand.request, hand.call, reply);
        trip.pending = hand.results.accepted(hand.request, hand.call, answer);
      } catch (Ambiguous unknown) {
        hand.call.failed(unknown);
        pipeline.lookUps.putIfAbsent(hand.request.place(), hand);
        publish(trip.hand.results.unknown(hand.request, hand.call, unknown));
        hand.process.journal.outcome(hand.results.unknown(hand.request, hand.call, unknown));
        leave(pipeline, trip);
      } catch (Refused refused) {
        trip.pending = hand.results.refused(hand.request, hand.call, refused);
      } catch (KrakenException nothingHappened) {
        hand.call.failed(nothingHappened);
        try {
          hand.process.journal.release(hand.request, hand.call);
        } catch (KafkaException | RejectedExecutionException notErased) {
          log.add("is not erased");
        }
        if (hand.call.attempts() >= MOST_ATTEMPTS) {
          trip.pending = hand.results.refused(hand.request, hand.call, nothingHappened);
        }
      }
    }

    private void publish(Pipeline pipeline, Trip trip) {
      publish(trip.written);
      if (trip.written.status().isFinal()) {
        trip.hand.process.journal.answered(trip.hand.request);
      }
      pipeline.lookUps.values().removeIf(one -> one == trip.hand);
      leave(pipeline, trip);
    }

    private void publish(Result result) {
      if (result.status().isFinal()) {
        published.computeIfAbsent(result.request().place(), none -> new ArrayList<>()).add(result);
      }
    }

    private void leave(Pipeline pipeline, Trip trip) {
      pipeline.trips.remove(trip);
      committed.add(trip.hand.request.place());
    }
  }
}
