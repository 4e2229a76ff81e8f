package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Pace;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.sandbox.VirtualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PATIENCE_SECONDS = 10;

  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final Lane lane = lane(HOUR);
  private final List<Caller> callers = new ArrayList<>();

  @AfterEach
  void letAllGo() {
    lane.end();
    callers.forEach(caller -> caller.thread.interrupt());
  }

  @Test
  void callsOfOneKeyGoOneAtATime() {
    lane.open();
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
                  uninterrupted(call);
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.yield();
                  inside.decrementAndGet();
                  lane.leave();
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
    lane.open();
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
    lane.open();
    entered(enters(SampleAccount.call("AddOrder")));
    Caller order = waiting(enters(SampleAccount.call("AddOrder")));
    Caller cancel = waiting(enters(SampleAccount.urgent("CancelOrder")));
    Caller another = waiting(enters(SampleAccount.urgent("CancelOrder")));

    lane.leave();
    entered(cancel);
    lane.leave();
    entered(another);
    waiting(order);
    lane.leave();
    entered(order);
  }

  @Test
  void untilTheKeyWasCheckedOnlyTheCheckMayPass() {
    Caller order = waiting(enters(SampleAccount.urgent("CancelOrder")));
    Caller likeTheCheck = waiting(enters(SampleAccount.call("GetApiKeyInfo")));
    assertThat(lane.shut()).contains("waiting for Kraken to tell what the key may do");
    assertThat(lane.awaitsCheck()).isTrue();

    PrivateCall check = lane.check();
    assertThat(check.endpoint()).isEqualTo("GetApiKeyInfo");
    entered(enters(check));
    lane.leave();
    waiting(order);
    waiting(likeTheCheck);

    lane.open();
    entered(order);
    assertThat(lane.shut()).isEmpty();
    assertThat(lane.awaitsCheck()).isFalse();
  }

  @Test
  void whoIsLockedOutIsToldAtOnceUntilWhen() {
    lane.open();
    Instant until = NOW.plus(Duration.ofMinutes(15));

    assertThat(lane.lockOut()).isEqualTo(until);

    failed(enters(SampleAccount.call("AddOrder")))
        .isInstanceOf(LockedOut.class)
        .extracting(lockedOut -> ((LockedOut) lockedOut).until())
        .isEqualTo(Optional.of(until));
    assertThat(lane.shut()).contains("locked out by Kraken until " + until);
  }

  @Test
  void whoWaitsWhenTheKeyIsLockedOutIsLetGoToo() {
    lane.open();
    entered(enters(SampleAccount.call("AddOrder")));
    Caller waiting = waiting(enters(SampleAccount.call("AddOrder")));

    lane.lockOut();

    failed(waiting).isInstanceOf(LockedOut.class);
  }

  @Test
  void afterAQuarterOfAnHourTheKeyIsUsedAgain() {
    lane.open();
    lane.lockOut();

    clock.advance(Duration.ofMinutes(15).minusMillis(1));
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(LockedOut.class);

    clock.advance(Duration.ofMillis(1));
    entered(enters(SampleAccount.call("AddOrder")));
    assertThat(lane.shut()).isEmpty();
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
    lane.open();
    entered(enters(SampleAccount.call("AddOrder")));
    Caller waiting = waiting(enters(SampleAccount.call("AddOrder")));

    assertThat(lane.stop("EAPI:Invalid key")).isTrue();
    assertThat(lane.stop("another reason")).isFalse();

    failed(waiting).isInstanceOf(KeyFault.class).hasMessage("EAPI:Invalid key");
    lane.leave();
    failed(enters(SampleAccount.urgent("CancelAll"))).isInstanceOf(KeyFault.class);
    failed(enters(lane.check())).isInstanceOf(KeyFault.class);
    clock.advance(Duration.ofDays(365));
    failed(enters(SampleAccount.call("AddOrder"))).isInstanceOf(KeyFault.class);
    assertThat(lane.shut()).contains("EAPI:Invalid key");
    assertThat(lane.awaitsCheck()).isFalse();
  }

  @Test
  void aCallWhoseLifeEndsWhileItWaitsIsLetGo() {
    lane.open();
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
    lane.open();

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
    lane.open();
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
    lane.open();
    lane.limited(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));

    Caller query = waiting(enters(SampleAccount.call("Balance")));
    Caller cancelAll = waiting(enters(SampleAccount.urgent("CancelAll")));

    entered(enters(SampleAccount.call("AddOrder")));
    lane.leave();
    entered(enters(SampleAccount.call("CancelOrder")));
    lane.leave();
    waiting(query);
    waiting(cancelAll);
  }

  @Test
  void aTimeThatKrakenAskedForHoldsEverythingBack() {
    lane.open();
    lane.limited(new RateLimited("EService: Throttled: 1788437410", Optional.of(HOUR)));

    waiting(enters(SampleAccount.call("Balance")));
    waiting(enters(SampleAccount.call("AddOrder")));
    waiting(enters(SampleAccount.urgent("CancelOrder")));
  }

  @Test
  void theLimitOfAPairHoldsNothingElseBack() {
    lane.open();
    lane.limited(new RateLimited("EOrder:Rate limit exceeded", Optional.empty()));

    entered(enters(SampleAccount.call("Balance")));
    lane.leave();
    entered(enters(SampleAccount.call("AddOrder")));
  }

  @Test
  void aHoldEndsByItself() {
    Lane brief = lane(Duration.ofMillis(150));
    brief.open();
    long before = System.nanoTime();
    brief.limited(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));

    entered(enters(brief, SampleAccount.call("Balance")));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  private Lane lane(Duration hold) {
    Account account =
        SampleAccount.accounts(SampleAccount.config()).find(Account.DEFAULT).orElseThrow();
    return new Lane(account, clock, pace(hold), pace(hold));
  }

  private static Pace pace(Duration hold) {
    return new Pace(Duration.ZERO, hold, BigDecimal.valueOf(1_000), hold.multipliedBy(1_000));
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

  private void uninterrupted(PrivateCall call) {
    try {
      lane.enter(call);
    } catch (Exception refused) {
      throw new IllegalStateException(refused);
    }
  }
}
