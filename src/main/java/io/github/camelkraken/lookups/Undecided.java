package io.github.camelkraken.lookups;

import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call that changed something or did not: nobody knows yet. It is looked up less and less often,
 * until a look has proven what it did.
 */
public final class Undecided {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** What is not proven by then will hardly be proven soon. */
  private static final Duration OLD = Duration.ofMinutes(10);

  /** Then a look comes after a tenth of its age: what stays for days must not use the key up. */
  private static final int PAUSES_OF_AGE = 10;

  private static final Duration LONGEST_PAUSE_OF_OLD = Duration.ofHours(1);

  private final Request request;
  private final Attempt attempt;
  private final Optional<Proof> proof;
  private final Instant since;
  private Duration pause = SHORTEST_PAUSE;
  private Instant nextLook;
  private List<Finding> findings = List.of();
  private Instant decidedAt;

  /**
   * A call whose last attempt is without an answer.
   *
   * @param sent when that left, on Kraken's clock
   * @param window how long after the deadline Kraken's orders must stay empty
   * @param now this machine's clock
   */
  Undecided(Request request, PrivateCall call, Instant sent, Duration window, Instant now) {
    this.request = request;
    this.attempt = new Attempt(call, sent, call.deadline().orElse(sent).plus(window));
    this.proof = Proof.of(attempt);
    this.since = now;
    this.nextLook = now;
  }

  public Request request() {
    return request;
  }

  public PrivateCall call() {
    return attempt.call();
  }

  /** When its last attempt left, on Kraken's clock. */
  Instant sent() {
    return attempt.sent();
  }

  /** How it may be proven; empty if nothing of Kraken's can tell. */
  Optional<Proof> proof() {
    return proof;
  }

  /** Since when its outcome is not known, on this machine's clock. */
  Instant since() {
    return since;
  }

  /** A look has ended without a proof of it, or is about to begin. */
  void pauses(Instant now) {
    nextLook = now.plus(pause);
    Duration age = Duration.between(since, now);
    Duration longest =
        age.compareTo(OLD) < 0
            ? LONGEST_PAUSE
            : shorter(age.dividedBy(PAUSES_OF_AGE), LONGEST_PAUSE_OF_OLD);
    Duration longer = pause.multipliedBy(2);
    pause = shorter(longer, longest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  boolean isDue(Instant now) {
    return proof.isPresent() && !now.isBefore(nextLook);
  }

  /** Whether it may go along with others that are due, since its own look is not far off. */
  boolean isNearlyDue(Instant now) {
    return isDue(now.plus(pause.dividedBy(4)));
  }

  void decide(List<Finding> proven, Instant now) {
    findings = proven;
    decidedAt = now;
  }

  public boolean isDecided() {
    return decidedAt != null;
  }

  /** What was proven, one for each thing that it was to do; none before it is decided. */
  List<Finding> findings() {
    return findings;
  }

  /** Whether at least one thing that it was to do was done. */
  public boolean isDone() {
    return findings.stream().anyMatch(Finding::isDone);
  }

  /** When it was decided, on this machine's clock. */
  public Instant decidedAt() {
    return decidedAt;
  }

  /** Whether the orders that it may have placed have names. */
  boolean hasName() {
    return proof.stream().anyMatch(how -> !how.placed().isEmpty());
  }
}
