package io.github.camelkraken.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Results;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.Transient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A request that a process has in hand, step by step as the routes take it. */
final class InHand {
  final SampleTopic.Process process;
  final Request request;
  final PrivateCall call;

  final Results results;

  private final Clock clock;

  InHand(SampleTopic.Process process, Request request, Clock clock) {
    this(process, request, call(request), clock);
  }

  /** What was left behind, to be looked up. */
  InHand(SampleTopic.Process process, Entry.Sent left, Clock clock) {
    this(process, left.request(), left.call(), clock);
  }

  private InHand(SampleTopic.Process process, Request request, PrivateCall call, Clock clock) {
    this.process = process;
    this.request = request;
    this.call = call;
    this.clock = clock;
    this.results = results(clock);
  }

  static Results results(Clock clock) {
    return new Results(new Accounts(KrakenConfigTest.config(Map.of())), clock);
  }

  /** The call that the request asks for. */
  static PrivateCall call(Request request) {
    ObjectNode parameters = (ObjectNode) Parsed.json(request.value());
    String endpoint = parameters.remove("endpoint").textValue();
    return new PrivateCall(
        request.account(),
        EndpointCatalogue.get(endpoint),
        parameters,
        request.urgent(),
        request.header("expires-at").map(Instant::parse).orElse(null));
  }

  Recalled recall() throws Rejection, Canceled {
    return process.journal.recall(request, call, clock.instant());
  }

  /** Its first outcome, which the journal has. */
  Result first() throws Rejection, Canceled {
    return ((Recalled.Outcome) recall()).result();
  }

  /** Has it recalled, when nothing is in its way. */
  InHand taken() throws Rejection, Canceled {
    if (!(recall() instanceof Recalled.Nothing)) {
      throw new AssertionError("the journal has something to say about " + request);
    }
    return this;
  }

  /** An attempt is signed and written down, and leaves. */
  InHand sent() throws Rejection, Canceled, Overtaken {
    signed();
    process.journal.send(request, call);
    call.leaves();
    return this;
  }

  InHand signed() {
    Instant now = clock.instant();
    call.signed(now, now, now.plusSeconds(15), String.valueOf(process.nonce()));
    return this;
  }

  /** Kraken takes the last attempt, and that is told. */
  Result accepted(String answer) {
    return told(
        results.accepted(
            request, call, new Answer(call, Parsed.json(answer), Instant.EPOCH, clock.instant())));
  }

  Result accepted() {
    return accepted("{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"]}");
  }

  /** Kraken refuses the last attempt, and that is told. */
  Result refused() {
    return told(results.refused(request, call, new Refused("EOrder:Insufficient funds")));
  }

  Result expired() {
    return told(results.refused(request, call, new Expired("too old to be sent")));
  }

  /** A step has failed so that nothing took effect, and that is told. */
  Result failed(Exception failure) {
    return told(results.refused(request, call, failure));
  }

  /** A counter was full; another attempt may follow. */
  InHand rateLimited() {
    call.failed(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));
    process.journal.release(request, call);
    return this;
  }

  /** The last attempt has no answer, and that is told. */
  Result unknown() {
    Ambiguous failure = new Ambiguous(new Transient("timed out"));
    call.failed(failure);
    return told(results.unknown(request, call, failure));
  }

  /** The last attempt has no answer, and Kraken does not let it be repeated; that is told. */
  Result givenUp() {
    call.failed(new Transient("HTTP 502"));
    call.giveUp();
    return told(results.unknown(request, call, new LockedOut("EGeneral:Temporary lockout")));
  }

  /** Whether this cancel has stopped all that it names; that is told then. */
  boolean stops() {
    boolean stopped = process.journal.stop(request, call);
    if (stopped) {
      told(results.stoppedBeforeSending(request, call));
    }
    return stopped;
  }

  /** Writes an outcome down and publishes it. */
  Result told(Result result) {
    Result published = process.journal.outcome(result);
    if (published.status().isFinal()) {
      process.journal.answered(request);
    }
    return published;
  }
}
