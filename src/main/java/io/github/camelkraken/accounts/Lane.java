package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Pace;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls of one key: one at a time, because Kraken judges nonces in the order in which calls
 * arrive (auth.md 6). Urgent calls overtake the others that wait; a call that a full counter holds
 * back does not hold back one that costs nothing on it. The lane is shut until the key was checked,
 * while Kraken locks it out, and for good once Kraken does not take the key.
 */
public final class Lane {
  /** Kraken says "a few minutes", users saw fifteen, and each call extends it (errors.md 2). */
  static final Duration LOCKOUT = Duration.ofMinutes(15);

  private static final String ENGINE = "EOrder:";
  private static final long URGENT = Long.MIN_VALUE;

  private final Account account;
  private final Clock clock;
  private final Pace everything;
  private final Pace counted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, PrivateCall> waiting = new TreeMap<>();

  private long arrivals;
  private boolean busy;
  private boolean open;
  private boolean stopping;
  private PrivateCall check;
  private Instant lockedUntil = Instant.MIN;
  private String fault;

  /**
   * A shut lane.
   *
   * @param everything paces all calls after Kraken asked for a time
   * @param counted paces the calls that cost something on the key's counter
   */
  Lane(Account account, Clock clock, Pace everything, Pace counted) {
    this.account = account;
    this.clock = clock;
    this.everything = everything;
    this.counted = counted;
  }

  public Account account() {
    return account;
  }

  /**
   * Waits for this call's turn. {@link #leave()} must follow.
   *
   * @throws Expired if its life ends meanwhile
   * @throws Canceled if a cancel stops it meanwhile
   * @throws LockedOut if Kraken has locked the key out
   * @throws KeyFault if Kraken does not take the key
   * @throws RejectedExecutionException if the gateway stops meanwhile
   */
  void enter(PrivateCall call) throws Expired, Canceled, LockedOut, KeyFault, InterruptedException {
    lock.lockInterruptibly();
    Long place = (call.isUrgent() ? URGENT : 0) + arrivals++;
    waiting.put(place, call);
    try {
      while (!isNext(place)) {
        refuse(call);
        changed.await(patience(call), TimeUnit.NANOSECONDS);
      }
      refuse(call);
      busy = true;
    } finally {
      waiting.remove(place);
      if (!busy) {
        changed.signalAll();
      }
      lock.unlock();
    }
  }

  /** The next call may go. */
  void leave() {
    locked(() -> busy = false);
  }

  /** The call that alone may pass while the lane is shut: it asks what the key may do. */
  PrivateCall check() {
    PrivateCall call =
        new PrivateCall(
            account.name(),
            EndpointCatalogue.get("GetApiKeyInfo"),
            JsonNodeFactory.instance.objectNode(),
            true,
            null);
    locked(() -> check = call);
    return call;
  }

  /** The key was checked. */
  void open() {
    locked(() -> open = true);
  }

  /** Whether the key is still to be checked, and may be now. */
  boolean awaitsCheck() {
    lock.lock();
    try {
      return !open && fault == null && !clock.instant().isBefore(lockedUntil);
    } finally {
      lock.unlock();
    }
  }

  /** No call with this key for a quarter of an hour. */
  Instant lockOut() {
    Instant until = clock.instant().plus(LOCKOUT);
    locked(() -> lockedUntil = until);
    return until;
  }

  /** No call with this key any more; false if that was so before. */
  boolean stop(String reason) {
    lock.lock();
    try {
      boolean first = fault == null;
      fault = first ? reason : fault;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    locked(() -> {});
  }

  void reopen() {
    locked(
        () -> {
          open &= !stopping;
          stopping = false;
        });
  }

  /** The gateway is stopping: who waits here is let go. */
  void end() {
    locked(() -> stopping = true);
  }

  /**
   * Holds calls back after Kraken has refused one because of a limit, so that those that wait do
   * not run into it one by one. The limit of a pair is that of the pair's orders alone.
   */
  void limited(RateLimited refusal) {
    long now = System.nanoTime();
    if (refusal.askedToWait().isPresent()) {
      everything.hold(now, refusal.askedToWait().get());
    } else if (!refusal.getMessage().startsWith(ENGINE)) {
      counted.failed(now);
    }
  }

  void succeeded() {
    counted.succeeded();
  }

  /** What keeps calls from being made, for people; empty if nothing does. */
  public Optional<String> shut() {
    lock.lock();
    try {
      if (fault != null) {
        return Optional.of(fault);
      }
      if (clock.instant().isBefore(lockedUntil)) {
        return Optional.of("locked out by Kraken until " + lockedUntil);
      }
      return open
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
    if (fault != null) {
      throw new KeyFault(fault);
    }
    Instant now = clock.instant();
    if (now.isBefore(lockedUntil)) {
      throw new LockedOut(lockedUntil);
    }
    call.checkLife(now);
  }

  /** Whether nobody who could go now stands before this place. */
  private boolean isNext(Long place) {
    if (busy) {
      return false;
    }
    for (var entry : waiting.entrySet()) {
      if (held(entry.getValue()) <= 0) {
        return entry.getKey().equals(place);
      }
    }
    return false;
  }

  /** Nanoseconds that a call is held back for, whoever else waits. */
  private long held(PrivateCall call) {
    if (!open && call != check) {
      return Long.MAX_VALUE;
    }
    long now = System.nanoTime();
    long wait = everything.untilNext(now);
    return call.row().restCost() > 0 ? Math.max(wait, counted.untilNext(now)) : wait;
  }

  private long patience(PrivateCall call) {
    long wait = TimeUnit.SECONDS.toNanos(1);
    for (PrivateCall other : waiting.values()) {
      long held = held(other);
      if (held > 0) {
        wait = Math.min(wait, held);
      }
    }
    long life =
        call.expiresAt()
            .map(end -> Duration.between(clock.instant(), end).toNanos())
            .filter(nanos -> nanos > 0)
            .orElse(wait);
    return Math.min(wait, life) + 1;
  }
}
