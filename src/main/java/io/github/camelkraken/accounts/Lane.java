package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Pace;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.topics.Election;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The calls of one key: one at a time, because Kraken judges nonces in the order in which calls
 * arrive (auth.md 6), each when its cost fits Kraken's counters. Urgent calls overtake the others
 * that wait. Who waits or comes is let go while the lane stands by, because another process acts,
 * and once it ends, because the gateway stops; while Kraken locks the key out; and once the key is
 * given up, because Kraken does not take it. Until the key was checked everybody waits.
 */
public final class Lane {
  /** Kraken says "a few minutes", users saw fifteen, and each call extends it (errors.md 2). */
  static final Duration LOCKOUT = Duration.ofMinutes(15);

  /** What an order costs falls while it waits, and the wall clock may step. */
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  /**
   * A process that has crashed made no calls for so long before another was elected. One that has
   * stopped in order is followed sooner: should Kraken refuse a call for that, it has no effect,
   * and the counter is known to be full.
   */
  private static final long SILENCE = Election.SESSION.toNanos();

  private final Account account;
  private final Key key;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Budget budget;
  private final Turns turns;
  private final ReentrantLock lock;
  private final Condition changed;

  private PrivateCall inFlight;
  private boolean sent;
  private List<Charge> charges = List.of();
  private boolean checked;
  private boolean standingBy = true;
  private boolean stopping;
  private PrivateCall check;
  private Instant lockedUntil = Instant.MIN;
  private String fault;

  /** Whether the next check may find that the fault is over. */
  private boolean mayPass;

  /**
   * A lane that stands by until its process is elected.
   *
   * @param clock tells how long calls live and lockouts last
   * @param nanos what the counters fall by; unlike the clock it never steps, so that no step of the
   *     clock holds calls back or lets too many go
   */
  Lane(Account account, Key key, Clock clock, LongSupplier nanos, Budget budget) {
    this.account = account;
    this.key = key;
    this.clock = clock;
    this.nanos = nanos;
    this.budget = budget;
    this.turns = new Turns(budget);
    this.lock = budget.lock();
    this.changed = lock.newCondition();
  }

  public Account account() {
    return account;
  }

  public Key key() {
    return key;
  }

  /**
   * Waits for this call's turn. {@link #leave()} must follow.
   *
   * @throws Expired if its life ends meanwhile
   * @throws Canceled if a cancel stops it meanwhile
   * @throws LockedOut if Kraken has locked the key out
   * @throws KeyFault if Kraken does not take the key
   * @throws RejectedExecutionException if the gateway stops, or gives its calls up, meanwhile
   */
  void enter(PrivateCall call) throws Expired, Canceled, LockedOut, KeyFault, InterruptedException {
    lock.lockInterruptibly();
    Long place = turns.arrive(call);
    try {
      while (!isNext(place)) {
        refuse(call);
        changed.await(patience(call), TimeUnit.NANOSECONDS);
      }
      refuse(call);
      inFlight = call;
      long now = nanos.getAsLong();
      turns.goes(call, now);
      charges = budget.charges(call, now);
      charges.forEach(charge -> charge.counter().take(charge.points()));
    } finally {
      turns.leave(place);
      if (inFlight == null) {
        changed.signalAll();
      }
      lock.unlock();
    }
  }

  /** The call in the lane is about to be sent: whatever becomes of it, Kraken may count it. */
  void sends() {
    locked(() -> sent = true);
  }

  /** The call in the lane was answered, or will not be any more. */
  void arrived() {
    locked(
        () -> {
          long now = nanos.getAsLong();
          for (Charge charge : charges) {
            if (sent) {
              charge.counter().settle(charge.points(), now);
            } else {
              charge.counter().release(charge.points());
            }
          }
          charges = List.of();
          sent = false;
        });
  }

  /**
   * Notes what a call has done to orders.
   *
   * @param result null if it may have taken effect without an answer
   */
  void touched(PrivateCall call, JsonNode result) {
    locked(() -> budget.touched(call, result, nanos.getAsLong()));
  }

  /** The next call may go. */
  void leave() {
    arrived();
    locked(
        () -> {
          if (inFlight != null) {
            turns.answered(inFlight, nanos.getAsLong());
            inFlight = null;
          }
        });
  }

  /** The call that alone may pass before the key was checked: it asks what the key may do. */
  PrivateCall check() {
    PrivateCall call =
        PrivateCall.with(
            key.role(),
            account.name(),
            EndpointCatalogue.get("GetApiKeyInfo"),
            JsonNodeFactory.instance.objectNode());
    locked(() -> check = call);
    return call;
  }

  /** The key was checked by this call; what an older one has found is out of date. */
  void checked(PrivateCall by) {
    locked(
        () -> {
          if (by == check && !standingBy) {
            checked = true;
            fault = mayPass ? null : fault;
          }
        });
  }

  /** Whether the key is still to be checked, and may be now. */
  boolean awaitsCheck() {
    lock.lock();
    try {
      return !checked
          && !standingBy
          && (fault == null || mayPass)
          && !clock.instant().isBefore(lockedUntil)
          && !turns.isHeld(nanos.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /** Another process acts: lets go who waits, and whoever comes, until {@link #resume()}. */
  void standBy() {
    locked(
        () -> {
          standingBy = true;
          checked = false;
          check = null;
        });
  }

  /**
   * This process acts: the key may be checked, and used then. What is known of it from before is
   * out of date if another process may have acted since: its counters are full again, and a fault
   * may have been mended, or that process was the fault.
   */
  void resume() {
    locked(
        () -> {
          if (standingBy) {
            standingBy = false;
            fault = null;
            long now = nanos.getAsLong();
            budget.forget(now - SILENCE, now);
          }
        });
  }

  /** Something that a waiting call goes by may be different now. */
  void wake() {
    locked(() -> {});
  }

  /** No call with this key for a quarter of an hour. */
  Instant lockOut() {
    Instant until = clock.instant().plus(LOCKOUT);
    locked(() -> lockedUntil = until);
    return until;
  }

  /** No call with this key while this process acts; false if that was so before. */
  boolean giveUpKey(String reason) {
    return doWithoutKey(reason, false);
  }

  /** No call with this key until it could be checked; false if that was so before. */
  boolean suspendKey(String reason) {
    return doWithoutKey(reason, true);
  }

  private boolean doWithoutKey(String reason, boolean forNow) {
    lock.lock();
    try {
      boolean news = fault == null || mayPass && !forNow;
      if (news) {
        fault = reason;
        mayPass = forNow;
        changed.signalAll();
      }
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** The gateway is stopping: who waits here is let go. */
  void end() {
    locked(() -> stopping = true);
  }

  /**
   * Holds calls back after Kraken has refused one because of a limit, so that those that wait do
   * not run into it one by one.
   */
  void limited(PrivateCall call, RateLimited refusal) {
    locked(
        () -> {
          long now = nanos.getAsLong();
          refusal
              .askedToWait()
              .ifPresentOrElse(
                  asked -> turns.hold(Pace.jittered(asked), now),
                  () -> budget.refused(call, refusal, now));
        });
  }

  /** How many calls wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return turns.waiting();
    } finally {
      lock.unlock();
    }
  }

  /** What keeps calls from being made, for people; empty if nothing does. */
  public Optional<String> trouble() {
    lock.lock();
    try {
      if (fault != null) {
        return Optional.of(fault);
      }
      if (clock.instant().isBefore(lockedUntil)) {
        return Optional.of("locked out by Kraken until " + lockedUntil);
      }
      if (standingBy) {
        return Optional.of("standing by, another process makes its calls");
      }
      return checked
          ? Optional.empty()
          : Optional.of("waiting for Kraken to tell what the key may do");
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void refuse(PrivateCall call) throws Expired, Canceled, LockedOut, KeyFault {
    if (stopping) {
      throw new RejectedExecutionException("the gateway is stopping");
    }
    if (standingBy) {
      throw new RejectedExecutionException("another process makes the calls of this key");
    }
    if (fault != null && !(mayPass && call == check)) {
      throw new KeyFault(fault);
    }
    Instant now = clock.instant();
    if (now.isBefore(lockedUntil)) {
      throw new LockedOut(lockedUntil);
    }
    call.checkLife(now);
  }

  private boolean isNext(Long place) {
    return inFlight == null
        && turns.next(this::isLetIn, nanos.getAsLong()).filter(place::equals).isPresent();
  }

  private boolean isLetIn(PrivateCall call) {
    return checked || call == check;
  }

  /** Nanoseconds to wait for at most, before looking again. */
  private long patience(PrivateCall call) {
    long wait = turns.untilNext(this::isLetIn, nanos.getAsLong()).orElse(PATIENCE);
    long life =
        call.expiresAt()
            .map(end -> Duration.between(clock.instant(), end).toNanos())
            .filter(left -> left > 0)
            .orElse(PATIENCE);
    return Math.min(PATIENCE, Math.min(wait, life)) + 1;
  }
}
