package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.Requests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * Produces each request twice, the second time a little later, and never has too many of them
 * unanswered.
 */
final class User {
  private static final int MOST_OPEN = 40;
  private static final int REPEATED_WITHIN = 6;
  private static final long PAUSE_MILLIS = 10;

  /** A record to be produced. */
  private record Errand(Intent intent, boolean repeat) {}

  private final Requests requests;
  private final Outcomes outcomes;
  private final List<Errand> errands;
  private final List<Produced> produced = new ArrayList<>();
  private final List<Produced> open = new ArrayList<>();
  private final Thread thread = new Thread(this::work, "user");
  private volatile int allowed;
  private volatile RuntimeException failure;

  User(List<Intent> intents, Random random, Requests requests, Outcomes outcomes) {
    this.requests = requests;
    this.outcomes = outcomes;
    this.errands = errands(intents, random);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How many records there are to be produced. */
  int total() {
    return errands.size();
  }

  /** Lets it produce up to so many records in all. */
  void allow(int records) {
    allowed = Math.max(allowed, Math.min(records, errands.size()));
  }

  /** Lets it produce a few records more. */
  void allowMore() {
    allow(allowed + MOST_OPEN);
  }

  synchronized List<Produced> produced() {
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(produced);
  }

  /** How many records are without their last word. */
  synchronized int open() {
    open.removeIf(this::isOver);
    return open.size();
  }

  /** Whether it has produced all that it may. */
  boolean isIdle() {
    return produced().size() >= allowed;
  }

  /** An amend may stay unknown, for Kraken does not tell one from another. */
  private boolean isOver(Produced one) {
    return !outcomes.finals(one.place()).isEmpty()
        || one.intent().kind() == Kind.AMEND && outcomes.isUnknown(one.place());
  }

  private static List<Errand> errands(List<Intent> intents, Random random) {
    List<Errand> errands = new ArrayList<>();
    List<Errand> repeats = new ArrayList<>();
    for (Intent intent : intents) {
      errands.add(new Errand(intent, false));
      repeats.add(new Errand(intent, true));
      while (repeats.size() > REPEATED_WITHIN || !repeats.isEmpty() && random.nextBoolean()) {
        errands.add(repeats.remove(random.nextInt(repeats.size())));
      }
    }
    errands.addAll(repeats);
    return errands;
  }

  private void work() {
    try {
      for (int next = 0; next < errands.size(); ) {
        if (next < allowed && open() < MOST_OPEN) {
          produce(errands.get(next++));
        } else {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (ExecutionException refused) {
      failure = new IllegalStateException(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void produce(Errand errand) throws ExecutionException, InterruptedException {
    Intent intent = errand.intent();
    Place place =
        Place.of(
            requests
                .send(
                    "orders.requests",
                    errand.repeat() ? intent.repeatPartition() : intent.partition(),
                    intent.key(),
                    intent.json().getBytes(StandardCharsets.UTF_8),
                    Map.of("request-id", intent.id()))
                .get());
    synchronized (this) {
      Produced record = new Produced(intent, place);
      produced.add(record);
      open.add(record);
    }
  }
}
