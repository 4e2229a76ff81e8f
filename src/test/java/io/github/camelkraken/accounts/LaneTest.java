package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final int PATIENCE_SECONDS = 10;

  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final AtomicLong nanos = new AtomicLong();
  private final Lane lane = lane(nanos::get);
  private final List<Caller> callers = new ArrayList<>();

  @BeforeEach
  void letTheCountersFall() {
    passes(HOUR);
  }

  @AfterEach
  void letAllGo() {
    lane.end();
    callers.forEach(caller -> caller.thread.interrupt());
  }

  @Test
  void callsOfOneKeyGoOneAtATime() {
    Lane swift = lane(() -> nanos.addAndGet(HOUR.toNanos()));
    swift.checked(swift.check());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      PrivateCall call =
          i % 2 == 0 ? SampleAccount.call("Balance") : SampleAccount.urgent("CancelAll");
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < 200; round++) {
                  uninterrupted(swift, call);
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.yield();
                  inside.decrementAndGet();
                  swift.leave();
                }
              },
              command -> started(new Thread(command))));
    }

    all.forEach(CompletableFuture::join);

    assertThat(most).hasValue(1);
    assertThat(inside).hasValue(0);
  }

  @Test
  void callsGoInTheOrderOfTheirArrival() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("Balance")));
    Caller first = waiting(enters(SampleAccount.call("Balance")));
    Caller second = waiting(enters(SampleAccount.call("Balance")));

    lane.leave();
    entered(first);
    waiting(second);
    lane.leave();
    entered(second);
  }

  @Test
  void anUrgentCallOvertakesThoseThatWait() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("AddOrder")));
    Caller order = waiting(enters(SampleAccount.call("AddOrder")));
    Caller cancel = waiting(enters(SampleAccount.urgent("CancelOrder")));
    Caller another = waiting(enters(SampleAccount.urgent("CancelOrder")));

    lane.leave();
    entered(cancel);
    lane.leave();
    entered(another);
    lane.leave();
    waiting(order);
    passes(Turns.GRACE_IN_A_BURST);
    entered(order);
  }

  @Test
  void untilTheKeyWasCheckedOnlyTheCheckMayPass() {
    Caller order = waiting(enters(SampleAccount.urgent("CancelOrder")));
    Caller likeTheCheck = waiting(enters(SampleAccount.call("GetApiKeyInfo")));
    assertThat(lane.trouble()).contains("waiting for Kraken to tell what the key may do");
    assertThat(lane.awaitsCheck()).isTrue();

    PrivateCall check = lane.check();
    assertThat(check.endpoint()).isEqualTo("GetApiKeyInfo");
    entered(enters(check));
    lane.leave();
    waiting(order);
    waiting(likeTheCheck);

    lane.checked(check);
    entered(order);
    assertThat(lane.trouble()).isEmpty();
    assertThat(lane.awaitsCheck()).isFalse();
  }

  @Test
  void whoIsLockedOutIsToldAtOnceUntilWhen() {
    lane.checked(lane.check());
    Instant until = NOW.plus(Duration.ofMinutes(15));

    assertThat(lane.lockOut()).isEqualTo(until);

    failed(enters(SampleAccount.call("AddOrder")))
        .isInstanceOf(LockedOut.class)
        .extracting(lockedOut -> ((LockedOut) lockedOut).until())
        .isEqualTo(Optional.of(until));
    assertThat(lane.trouble()).contains("locked out by Kraken until " + until);
  }

  @Test
  void whoWaitsWhenTheKeyIsLockedOutIsLetGoToo() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("AddOrder")));
    Caller waiting = waiting(enters(SampleAccount.call("AddOrder")));

    lane.lockOut();

    failed(waiting).isInstanceOf(LockedOut.class);
  }

  @Test
  void afterAQuarterOfAnHourTheKeyIsUsedAgain() {
    lane.checked(lane.check());
    lane.lockOut();

    clock.advance(Duration.ofMinutes(15).minusMillis(1));
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(LockedOut.class);

    clock.advance(Duration.ofMillis(1));
    entered(enters(SampleAccount.call("AddOrder")));
    assertThat(lane.trouble()).isEmpty();
  }

  @Test
  void aKeyThatIsLockedOutIsNotCheckedUntilThen() {
    lane.lockOut();
    assertThat(lane.awaitsCheck()).isFalse();

    clock.advance(Duration.ofMinutes(15));
    assertThat(lane.awaitsCheck()).isTrue();
  }

  @Test
  void aKeyThatKrakenDoesNotTakeStaysStopped() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("AddOrder")));
    Caller waiting = waiting(enters(SampleAccount.call("AddOrder")));

    assertThat(lane.giveUpKey("EAPI:Invalid key")).isTrue();
    assertThat(lane.giveUpKey("another reason")).isFalse();

    failed(waiting).isInstanceOf(KeyFault.class).hasMessage("EAPI:Invalid key");
    lane.leave();
    failed(enters(SampleAccount.urgent("CancelAll"))).isInstanceOf(KeyFault.class);
    failed(enters(lane.check())).isInstanceOf(KeyFault.class);
    clock.advance(Duration.ofDays(365));
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(KeyFault.class);
    assertThat(lane.trouble()).contains("EAPI:Invalid key");
    assertThat(lane.awaitsCheck()).isFalse();
  }

  @Test
  void aKeyThatCouldNotBeCheckedIsNotUsedUntilACheckSucceeds() {
    Caller waiting = waiting(enters(SampleAccount.urgent("CancelAll")));

    assertThat(lane.suspendKey("EAuth:Account temporary disabled")).isTrue();
    assertThat(lane.suspendKey("EAuth:Account temporary disabled")).as("said once").isFalse();

    failed(waiting).isInstanceOf(KeyFault.class).hasMessage("EAuth:Account temporary disabled");
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(KeyFault.class);
    assertThat(lane.trouble()).contains("EAuth:Account temporary disabled");
    assertThat(lane.awaitsCheck()).isTrue();
    PrivateCall check = lane.check();
    entered(enters(check));
    lane.leave();
    lane.checked(check);
    entered(enters(SampleAccount.call("AddOrder")));
    assertThat(lane.trouble()).isEmpty();
  }

  @Test
  void aKeyThatCouldNotBeCheckedAndThenIsNotTakenStaysStopped() {
    lane.suspendKey("EAuth:Account temporary disabled");

    assertThat(lane.giveUpKey("EAPI:Invalid key")).isTrue();

    assertThat(lane.suspendKey("EAuth:Account temporary disabled")).isFalse();
    assertThat(lane.trouble()).contains("EAPI:Invalid key");
    assertThat(lane.awaitsCheck()).isFalse();
  }

  @Test
  void aKeyThatKrakenWantsToBeLeftAloneForAWhileIsNotCheckedUntilThen() {
    lane.limited(
        lane.check(), new RateLimited("EService: Throttled: 1788437410", Optional.of(HOUR)));
    assertThat(lane.awaitsCheck()).isFalse();

    passes(HOUR.multipliedBy(2));
    assertThat(lane.awaitsCheck()).isTrue();
  }

  @Test
  void aCallWhoseLifeEndsWhileItWaitsIsLetGo() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("AddOrder")));
    Caller mortal = waiting(enters(SampleAccount.call("AddOrder", "{}", NOW.plusSeconds(10))));
    Caller lasting = waiting(enters(SampleAccount.call("CancelOrder")));

    clock.advance(Duration.ofSeconds(10));

    failed(mortal).isInstanceOf(Expired.class);
    lane.leave();
    entered(lasting);
  }

  @Test
  void aCallThatComesTooLateDoesNotKeepTheLane() {
    lane.checked(lane.check());

    failed(enters(SampleAccount.call("AddOrder", "{}", NOW))).isInstanceOf(Expired.class);

    entered(enters(SampleAccount.call("AddOrder")));
  }

  @Test
  void whoWaitsWhenTheGatewayStopsIsLetGo() {
    Caller waiting = waiting(enters(SampleAccount.call("AddOrder")));

    lane.end();

    failed(waiting).isInstanceOf(RejectedExecutionException.class);
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whoIsInterruptedLeavesTheQueue() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.call("AddOrder")));
    Caller first = waiting(enters(SampleAccount.call("AddOrder")));
    Caller second = waiting(enters(SampleAccount.call("AddOrder")));

    first.thread.interrupt();

    failed(first).isInstanceOf(InterruptedException.class);
    lane.leave();
    entered(second);
  }

  @Test
  void aFullCounterHoldsQueriesBackAndNoOrders() {
    lane.checked(lane.check());
    lane.limited(SampleAccount.call("Balance"), refusal("EAPI:Rate limit exceeded"));

    Caller query = waiting(enters(SampleAccount.call("Balance")));
    Caller cancelAll = waiting(enters(SampleAccount.urgent("CancelAll")));

    entered(enters(order("XXBTZUSD")));
    lane.leave();
    entered(enters(SampleAccount.call("CancelOrder")));
    lane.leave();
    waiting(query);
    waiting(cancelAll);
  }

  @Test
  void whatWaitsForACounterGoesWhenItHasFallen() {
    lane.checked(lane.check());
    lane.limited(SampleAccount.call("Balance"), refusal("EAPI:Rate limit exceeded"));
    Caller query = waiting(enters(SampleAccount.call("Balance")));

    // two points of the tier starter: its own, and the one that is kept for urgent calls
    passes(Duration.ofMillis(5_961));
    waiting(query);
    passes(MOMENT);
    entered(query);
  }

  @Test
  void aTimeThatKrakenAskedForHoldsEverythingBack() {
    lane.checked(lane.check());
    lane.limited(
        SampleAccount.call("Balance"),
        new RateLimited("EService: Throttled: 1788437410", Optional.of(HOUR)));

    Caller query = waiting(enters(SampleAccount.call("Balance")));
    waiting(enters(order("XXBTZUSD")));
    Caller cancel = waiting(enters(SampleAccount.urgent("CancelOrder")));
    passes(HOUR.minus(MOMENT));
    waiting(query);
    waiting(cancel);
    passes(HOUR);
    entered(cancel);
  }

  @Test
  void theLimitOfAPairHoldsNothingElseBack() {
    lane.checked(lane.check());
    lane.limited(order("XXBTZUSD"), refusal("EOrder:Rate limit exceeded"));

    Caller order = waiting(enters(order("XXBTZUSD")));
    entered(enters(SampleAccount.call("Balance")));
    lane.leave();
    entered(enters(order("XETHZUSD")));
    lane.leave();
    waiting(order);
  }

  @Test
  void anUrgentCallThatIsAnsweredKeepsOrdersBackForAMoment() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.urgent("CancelOrder")));
    Caller order = waiting(enters(order("XXBTZUSD")));

    passes(HOUR);
    lane.leave();
    passes(Turns.GRACE.minus(MOMENT));
    waiting(order);
    passes(MOMENT);
    entered(order);
  }

  @Test
  void oneThatFollowsAnotherKeepsThemBackForLonger() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.urgent("CancelOrder")));
    Caller order = waiting(enters(order("XXBTZUSD")));

    lane.leave();
    entered(enters(SampleAccount.urgent("CancelOrder")));
    lane.leave();
    passes(Turns.GRACE_IN_A_BURST.minus(MOMENT));
    waiting(order);
    passes(MOMENT);
    entered(order);
  }

  @Test
  void theDeadMansSwitchKeepsNobodyBack() {
    lane.checked(lane.check());
    entered(enters(SampleAccount.urgent("CancelAllOrdersAfter")));
    Caller order = waiting(enters(order("XXBTZUSD")));

    lane.leave();

    entered(order);
  }

  @Test
  void aCallThatIsStoppedIsLetGoOnceTheLaneIsWoken() {
    lane.checked(lane.check());
    entered(enters(order("XXBTZUSD")));
    PrivateCall stopped = order("XXBTZUSD");
    Caller waiting = waiting(enters(stopped));

    stopped.stop();
    lane.wake();

    failed(waiting).isInstanceOf(Canceled.class);
  }

  @Test
  void aLaneIsNotUsedBeforeItsProcessIsElected() {
    Account account = SampleAccount.account();
    PairCounters pairs = new PairCounters(account.tier(), (pair, counter) -> {}, 0);
    Budget budget = new Budget(account.tier(), pairs, 0);
    Lane standby = new Lane(account, account.key(Role.OWN), clock, nanos::get, budget);

    assertThat(standby.awaitsCheck()).isFalse();
    failed(enters(standby, standby.check())).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aLaneThatStandsByLetsGoWhoWaitsAndWhoComes() {
    lane.checked(lane.check());
    entered(enters(order("XXBTZUSD")));
    Caller waiting = waiting(enters(order("XXBTZUSD")));

    lane.standBy();

    failed(waiting).isInstanceOf(RejectedExecutionException.class);
    failed(enters(SampleAccount.urgent("CancelAll")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(lane.awaitsCheck()).isFalse();
    assertThat(lane.trouble()).contains("standing by, another process makes its calls");
  }

  @Test
  void aLaneThatIsResumedIsUsedOnceItsKeyWasCheckedAnew() {
    PrivateCall old = lane.check();
    lane.checked(old);
    lane.standBy();
    lane.checked(old);
    lane.resume();
    passes(HOUR);
    lane.checked(old);
    assertThat(lane.awaitsCheck()).isTrue();
    Caller order = waiting(enters(order("XXBTZUSD")));

    PrivateCall check = lane.check();
    entered(enters(check));
    lane.leave();
    waiting(order);
    lane.checked(check);

    entered(order);
  }

  @Test
  void aLockoutOutlivesAStandby() {
    lane.checked(lane.check());
    lane.lockOut();
    lane.standBy();
    lane.resume();
    failed(enters(order("XXBTZUSD"))).isInstanceOf(LockedOut.class);
    assertThat(lane.awaitsCheck()).isFalse();
  }

  /** The check finds it again if it is still there. */
  @Test
  void aFaultDoesNotOutliveAStandby() {
    lane.checked(lane.check());
    lane.giveUpKey("EAPI:Invalid key");
    lane.resume();
    assertThat(lane.awaitsCheck()).as("no other process has acted").isFalse();

    lane.standBy();
    assertThat(lane.awaitsCheck()).isFalse();
    lane.resume();

    assertThat(lane.awaitsCheck()).isTrue();
    assertThat(lane.giveUpKey("EAPI:Invalid key")).as("it is said anew").isTrue();
    failed(enters(order("XXBTZUSD"))).isInstanceOf(KeyFault.class);
  }

  private void passes(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    lane.wake();
  }

  private static PrivateCall order(String pair) {
    return SampleAccount.call("AddOrder", "{\"pair\":\"" + pair + "\"}", null);
  }

  private static RateLimited refusal(String message) {
    return new RateLimited(message, Optional.empty());
  }

  private Lane lane(LongSupplier time) {
    Account account = SampleAccount.account();
    PairCounters pairs = new PairCounters(account.tier(), (pair, counter) -> {}, time.getAsLong());
    Lane elected =
        new Lane(
            account,
            account.key(Role.OWN),
            clock,
            time,
            new Budget(account.tier(), pairs, time.getAsLong()));
    elected.resume();
    return elected;
  }

  /** A thread that enters a lane. */
  private record Caller(Thread thread, CompletableFuture<Void> entered) {}

  private Caller enters(PrivateCall call) {
    return enters(lane, call);
  }

  private Caller enters(Lane entered, PrivateCall call) {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                entered.enter(call);
                outcome.complete(null);
              } catch (Exception refused) {
                outcome.completeExceptionally(refused);
              }
            });
    Caller caller = new Caller(thread, outcome);
    callers.add(caller);
    started(thread);
    return caller;
  }

  private static void started(Thread thread) {
    thread.setDaemon(true);
    thread.start();
  }

  private static Caller entered(Caller caller) {
    assertThat(caller.entered).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return caller;
  }

  /** It has seen that it is not its turn. */
  private static Caller waiting(Caller caller) {
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> caller.thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(caller.entered).isNotDone();
    return caller;
  }

  /** What it was refused with. */
  private static AbstractThrowableAssert<?, Throwable> failed(Caller caller) {
    await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(caller.entered::isDone);
    CompletableFuture<Throwable> failure =
        caller.entered.handle((nothing, refusal) -> refusal).toCompletableFuture();
    return assertThat(failure.join());
  }

  private static void uninterrupted(Lane lane, PrivateCall call) {
    try {
      lane.enter(call);
    } catch (Exception refused) {
      throw new IllegalStateException(refused);
    }
  }
}
