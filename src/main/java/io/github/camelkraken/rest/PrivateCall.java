package io.github.camelkraken.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.Endpoint.Feature;
import java.time.Instant;
import java.util.Optional;

/**
 * One call to a private endpoint, from its first attempt to its last. Used by one exchange at a
 * time.
 */
public final class PrivateCall implements Call {
  private static final String VALIDATE = "validate";

  private record Attempt(Instant at, Instant atKraken, Instant deadline, String nonce) {}

  private final String account;
  private final Role role;
  private final Endpoint row;
  private final ObjectNode parameters;
  private final boolean urgent;
  private final Instant expiresAt;

  private int attempts;
  private int nonceRefusals;
  private boolean open;
  private boolean givenUp;
  private volatile boolean stopped;
  private Attempt next;
  private Attempt last;

  /**
   * A call that was not made yet.
   *
   * @param parameters as they go out, but for nonce and deadline; {@code validate} only if true
   * @param urgent whether it overtakes others that wait for the same key
   * @param expiresAt when its life ends; null if never
   */
  public PrivateCall(
      String account, Endpoint row, ObjectNode parameters, boolean urgent, Instant expiresAt) {
    this(account, row.role(), row, parameters, urgent, expiresAt);
  }

  private PrivateCall(
      String account,
      Role role,
      Endpoint row,
      ObjectNode parameters,
      boolean urgent,
      Instant expiresAt) {
    this.account = account;
    this.role = role;
    this.row = row;
    this.parameters = parameters;
    this.urgent = urgent;
    this.expiresAt = expiresAt;
  }

  /** A query that is made with the key of this call, whatever that key is for. */
  public PrivateCall lookUp(Endpoint query, ObjectNode queryParameters) {
    return new PrivateCall(account, role, query, queryParameters, false, null);
  }

  /** The same, if it was not made yet, with a life that ends then. */
  public PrivateCall until(Instant end) {
    return new PrivateCall(account, role, row, parameters, urgent, end);
  }

  /** A query of an account's that is made with the key for a role. */
  public static PrivateCall with(Role role, String account, Endpoint row, ObjectNode parameters) {
    return new PrivateCall(account, role, row, parameters, true, null);
  }

  public String account() {
    return account;
  }

  /** Which of the account's keys makes the call. */
  public Role role() {
    return role;
  }

  public Endpoint row() {
    return row;
  }

  @Override
  public String endpoint() {
    return row.name();
  }

  public ObjectNode parameters() {
    return parameters;
  }

  public boolean isUrgent() {
    return urgent;
  }

  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  @Override
  public String scope(String route) {
    return scopeOf(account);
  }

  /** What is out of service when calls of an account fail. */
  public static String scopeOf(String account) {
    return "account/" + account;
  }

  /** Whether Kraken is only asked to check. */
  public boolean isValidating() {
    return parameters.path(VALIDATE).asBoolean();
  }

  /** Whether something may be different at Kraken afterwards. */
  public boolean changes() {
    return row.effect() != Effect.NONE
        && !isValidating()
        && (!row.takes(Feature.CHANGES_IF_NEW) || parameters.path("new").asBoolean());
  }

  @Override
  public boolean mayBeRepeated() {
    return !changes() || row.effect() == Effect.REPEATABLE && !givenUp;
  }

  /**
   * Whether an attempt may have taken effect without an answer. Then nobody can say any more that
   * nothing happened, so neither its age nor the number of its attempts ends it.
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Nobody knows what its last attempt did, and no other is made: whoever takes it over treats it
   * like a call that must not be repeated.
   */
  public void giveUp() {
    givenUp = true;
  }

  public boolean isGivenUp() {
    return givenUp;
  }

  /** Whether something that may not be sent again was sent, and no failure of it is known. */
  public boolean isUnanswered() {
    return changes() && last != null;
  }

  /** Calls made so far, nonce retries included. */
  public int attempts() {
    return attempts;
  }

  /** How often in a row Kraken has refused the nonce. */
  public int nonceRefusals() {
    return nonceRefusals;
  }

  /** When the last attempt left, on this machine's clock. */
  public Optional<Instant> sentAt() {
    return Optional.ofNullable(last).map(Attempt::at);
  }

  /**
   * When the last attempt left, on Kraken's clock as it was known then: nobody can tell later, and
   * another process not at all, how far this machine's was off.
   */
  public Optional<Instant> sentAtKraken() {
    return Optional.ofNullable(last).map(Attempt::atKraken);
  }

  /** After what time on its own clock Kraken does not take the last attempt any more. */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(last).map(Attempt::deadline);
  }

  /**
   * Ends the life of a call that is too old to be made, unless an attempt left it open.
   *
   * @throws Expired if so
   * @throws Canceled if a cancel has stopped it
   */
  public void checkLife(Instant now) throws Expired, Canceled {
    if (stopped && !open) {
      throw new Canceled("stopped before it was sent, by a cancel that came first");
    }
    if (expiresAt != null && !open && !now.isBefore(expiresAt)) {
      throw new Expired("too old to be sent: its life ended at " + expiresAt);
    }
  }

  /** No attempt of it shall be made any more. */
  public void stop() {
    stopped = true;
  }

  /**
   * The next attempt is signed.
   *
   * @param at this machine's clock
   * @param atKraken the same on Kraken's
   * @param lastMoment on Kraken's clock; null if it has no deadline
   */
  public void signed(Instant at, Instant atKraken, Instant lastMoment, String withNonce) {
    next = new Attempt(at, atKraken, lastMoment, withNonce);
  }

  /** The signed attempt is about to leave. */
  public void leaves() {
    attempts++;
    last = next;
  }

  /** The same call as it will be when the signed attempt has left, for whoever takes it over. */
  public PrivateCall asItLeaves() {
    return new PrivateCall(account, role, row, parameters, urgent, expiresAt)
        .leftBehind(attempts + 1, next.at, next.atKraken, next.deadline, next.nonce);
  }

  /**
   * Takes up what another process wrote down of this call.
   *
   * @param made its attempts, the last of which has no answer
   */
  public PrivateCall leftBehind(
      int made, Instant sent, Instant sentAtKraken, Instant lastMoment, String withNonce) {
    attempts = made;
    last = new Attempt(sent, sentAtKraken, lastMoment, withNonce);
    return this;
  }

  /** Of the last attempt; null before the first. */
  public String nonce() {
    return last == null ? null : last.nonce;
  }

  /** Kraken, or the way to it, has answered an attempt with a failure. */
  public void failed(KrakenException failure) {
    nonceRefusals = failure instanceof InvalidNonce ? nonceRefusals + 1 : 0;
    open |= changes() && (failure instanceof Transient || failure instanceof Ambiguous);
  }

  @Override
  public String toString() {
    return account + " " + row.name();
  }
}
