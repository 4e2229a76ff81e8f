package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.fault.Faults;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Two processes, one active and one its standby, serve requests while faults strike their calls,
 * and they themselves and the broker are disturbed. Everything is done and seen from outside.
 */
final class CrashRun implements AutoCloseable {
  /** How long a moment is waited for before the disturbance is left out. */
  private static final Duration MOMENT = Duration.ofSeconds(45);

  /** How long it may take until another process goes on. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(45);

  /** When nothing has been answered for so long, no more answers are waited for. */
  private static final Duration SILENCE = Duration.ofSeconds(75);

  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(4);
  private static final Duration LONGEST_WHIM = Duration.ofSeconds(2);
  private static final List<String> ACCOUNTS =
      List.of(Intents.FIRST_ACCOUNT, Intents.SECOND_ACCOUNT);
  private static final BigDecimal ENOUGH = new BigDecimal("1000000000.0000");

  private final Instant begin = Instant.now();
  private final long seed;
  private final Random random;
  private final List<Disturbance> plan;
  private final Rig rig = Rig.withOwnBroker();
  private final Moments moments = new Moments();
  private final Outcomes outcomes = new Outcomes();
  private final Replicas replicas = new Replicas(rig);
  private final List<Intent> intents;
  private final Weather weather;
  private final List<AutoCloseable> watches = new ArrayList<>();
  private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);
  private final Map<Disturbance, Integer> leftOut = new EnumMap<>(Disturbance.class);
  private final List<Duration> takeOvers = new ArrayList<>();
  private volatile Recovery recovery = new Recovery(List.of());
  private int withoutTakeOver;
  private User user;

  /**
   * Makes up a run.
   *
   * @param others how often each of the disturbances strikes that are no kills
   */
  CrashRun(int requests, int kills, int others, long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.plan = Disturbance.plan(kills, others, random);
    this.intents = new Intents(random).make(requests);
    rig.trading("live")
        .set("kraken.tier", "pro")
        .set("kraken.rest-timeout", "2s")
        .set("kraken.unknown-window", "8s")
        .set("kraken.request-ttl", "6h")
        .trading(Intents.SECOND_ACCOUNT, "live");
    List<SimulatedAccount> accounts =
        ACCOUNTS.stream().map(name -> rig.kraken().account(name)).toList();
    accounts.forEach(account -> account.balance("ZUSD", ENOUGH));
    this.weather = new Weather(new Random(random.nextLong()), moments, accounts);
  }

  /** Plays it and checks what came of it. */
  Figures run() throws InterruptedException {
    say("seed " + seed + ": " + intents.size() + " requests, " + plan.size() + " disturbances");
    start();
    for (int i = 0; i < plan.size(); i++) {
      user.allow(user.total() * (i + 1) / (plan.size() + 1));
      disturb(plan.get(i));
    }
    user.allow(user.total());
    awaitAnswers();
    Books books = new Books(rig.kraken(), ACCOUNTS, outcomes);
    return figures(books.check(user.produced()), books.size());
  }

  @Override
  public void close() {
    for (AutoCloseable watch : watches) {
      try {
        watch.close();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
    rig.close();
  }

  private void start() {
    rig.broker().start();
    rig.kraken().lockouts().after(Integer.MAX_VALUE);
    rig.kraken().onPrivateCall(this::arrived);
    replicas.startReady();
    replicas.startReady();
    Replicas.CHANGING.forEach(
        endpoint -> rig.kraken().faults().script(endpoint, weather, Faults.FOR_EVER));
    watches.add(watch("orders.journal", this::journaled));
    watches.add(watch("orders.results", this::answered));
    Requests requests = rig.requests("orders");
    user = new User(intents, random, requests, outcomes);
    user.start();
  }

  private Watch watch(String topic, Consumer<ConsumerRecord<String, String>> listener) {
    return new Watch(rig.broker().bootstrapServers(), rig.topic(topic), listener);
  }

  /** On the exchange's own thread, before the call is looked at. */
  private void arrived(ReceivedPrivateCall call) {
    replicas.saw(call);
    recovery.saw(call);
    if (Replicas.CHANGING.contains(call.endpoint())) {
      moments.happened(Moment.CALLED);
    }
  }

  private void journaled(ConsumerRecord<String, String> entry) {
    if (entry.value() != null && Rig.json(entry).path("state").asText().equals("SENT")) {
      moments.happened(Moment.SENT);
    }
  }

  private void answered(ConsumerRecord<String, String> entry) {
    var result = Rig.json(entry);
    outcomes.add(result);
    if (Outcomes.isFinal(result)) {
      moments.happened(Moment.ANSWERED);
    }
  }

  private void disturb(Disturbance disturbance) throws InterruptedException {
    boolean struck =
        switch (disturbance) {
          case BOTH_KILLED -> killBoth();
          case STANDBY_KILLED -> killStandby();
          case PAUSED -> pauseActive();
          case STOPPED_IN_ORDER -> stopActive();
          case BROKER_RESTARTED -> restartBroker();
          case KILLED_AT_RANDOM -> {
            whim();
            killActive();
            yield true;
          }
          default -> at(disturbance.moment(), this::killActive);
        };
    if (struck && disturbance.isKill() && disturbance != Disturbance.STANDBY_KILLED) {
      boolean measured = disturbance != Disturbance.BOTH_KILLED;
      awaitTakeOver(measured);
    }
    while (replicas.alive().size() < 2) {
      replicas.startReady();
    }
    (struck ? done : leftOut).merge(disturbance, 1, Integer::sum);
    say((struck ? "" : "left out: ") + disturbance + "; " + outcomes.finals() + " results");
  }

  private void killActive() {
    Replica active = replicas.active();
    recovery = new Recovery(List.of(active));
    active.kill();
  }

  private boolean killBoth() throws InterruptedException {
    whim();
    List<Replica> both = replicas.alive();
    recovery = new Recovery(both);
    both.forEach(Replica::kill);
    replicas.startReady();
    return true;
  }

  private boolean killStandby() throws InterruptedException {
    whim();
    replicas.standbys().forEach(Replica::kill);
    return true;
  }

  private boolean pauseActive() throws InterruptedException {
    List<Replica> paused = new ArrayList<>();
    Moment moment = random.nextBoolean() ? Moment.SENT : Moment.CALLED;
    boolean struck =
        at(
            moment,
            () -> {
              Replica active = replicas.active();
              recovery = new Recovery(List.of(active));
              active.pause();
              paused.add(active);
            });
    if (struck) {
      awaitTakeOver(false);
      paused.forEach(Replica::wake);
    }
    return struck;
  }

  private boolean stopActive() throws InterruptedException {
    whim();
    Replica active = replicas.active();
    recovery = new Recovery(List.of(active));
    active.pipeline().stop();
    awaitTakeOver(false);
    return true;
  }

  private boolean restartBroker() throws InterruptedException {
    whim();
    rig.broker().stop();
    // how long it is away is up to the seed
    Thread.sleep(random.nextLong(LONGEST_OUTAGE.toMillis()));
    recovery = new Recovery(List.of());
    rig.broker().start();
    awaitTakeOver(false);
    return true;
  }

  /** Acts at the next such moment; false if none comes. */
  private boolean at(Moment moment, Runnable act) throws InterruptedException {
    CountDownLatch acted = new CountDownLatch(1);
    whim();
    moments.next(
        moment,
        () -> {
          try {
            act.run();
          } finally {
            acted.countDown();
          }
        });
    boolean came =
        waitFor(
            MOMENT,
            () -> {
              keepBusy();
              return acted.getCount() == 0;
            });
    if (came) {
      return true;
    }
    return !moments.forget(moment) && acted.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets some time pass; how much is up to the seed. */
  private void whim() throws InterruptedException {
    Thread.sleep(random.nextLong(LONGEST_WHIM.toMillis()));
  }

  /** Waits for the first order by another process; there may be too little to do to tell. */
  private void awaitTakeOver(boolean measured) throws InterruptedException {
    Recovery now = recovery;
    boolean over =
        waitFor(
            TAKE_OVER,
            () -> {
              keepBusy();
              return now.took().isPresent() || user.open() == 0 && user.isIdle();
            });
    Optional<Duration> took = now.took();
    if (measured && took.isPresent()) {
      takeOvers.add(took.get());
      say("went on after " + took.get().toMillis() + " ms");
    }
    if (!over) {
      withoutTakeOver++;
      say("nobody went on for " + TAKE_OVER);
    }
  }

  /** Without requests there is nothing to disturb. */
  private void keepBusy() {
    if (user.isIdle() && user.open() == 0) {
      user.allowMore();
    }
  }

  private void awaitAnswers() throws InterruptedException {
    for (int before = -1; before < outcomes.finals(); ) {
      before = outcomes.finals();
      int seen = before;
      boolean more = waitFor(SILENCE, () -> isDone() || outcomes.finals() > seen);
      if (isDone() || !more) {
        return;
      }
    }
  }

  private boolean isDone() {
    return user.produced().size() == user.total() && user.open() == 0;
  }

  private static boolean waitFor(Duration patience, BooleanSupplier holds)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  private Figures figures(Findings findings, int orders) {
    List<ReceivedPrivateCall> stale =
        rig.kraken().privateCalls().stream().filter(ReceivedPrivateCall::isStale).toList();
    int byWoken =
        (int)
            stale.stream()
                .filter(call -> replicas.maker(call).filter(Replica::isWoken).isPresent())
                .count();
    return new Figures(
        seed,
        intents.size(),
        user.produced().size(),
        orders,
        weather.calls(),
        weather.struck(),
        done,
        leftOut,
        withoutTakeOver,
        findings,
        stale.size() - byWoken,
        byWoken,
        takeOvers,
        Duration.between(begin, Instant.now()));
  }

  private void say(String what) {
    System.out.printf(
        "[crash %4d s] %s%n", Duration.between(begin, Instant.now()).toSeconds(), what);
  }
}
