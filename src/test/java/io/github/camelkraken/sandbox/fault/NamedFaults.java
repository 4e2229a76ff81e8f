package io.github.camelkraken.sandbox.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Faults by their names, for scripting over HTTP. */
final class NamedFaults {
  private static final Duration LATE = Duration.ofSeconds(3);
  private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("rate-limit", KrakenSays.TOO_MANY_REQUESTS);
    FAULTS.put("throttled", new Throttled(Duration.ofSeconds(5)));
    FAULTS.put("http-429", HttpStatus.tooManyRequests(5));
    FAULTS.put("http-500", new HttpStatus(500));
    FAULTS.put("http-502", new HttpStatus(502));
    FAULTS.put("http-503", new HttpStatus(503));
    FAULTS.put("http-504", new HttpStatus(504));
    FAULTS.put("http-520", new HttpStatus(520));
    FAULTS.put("html", new Html());
    FAULTS.put("truncated", new Truncated());
    FAULTS.put("broken-off", new BrokenOff());
    FAULTS.put("cut-before", new CutBefore());
    FAULTS.put("cut-after", new CutAfter());
    FAULTS.put("slow", new Slow(LATE));
    FAULTS.put("wrong-last", new WrongLast(Duration.ofSeconds(-5)));
    FAULTS.put("hang", new Hanging());
    FAULTS.put("hang-after", new AfterEffect(new Hanging()));
    FAULTS.put("http-502-after", new AfterEffect(new HttpStatus(502)));
    FAULTS.put("http-504-after", new AfterEffect(new HttpStatus(504)));
    FAULTS.put("http-520-after", new AfterEffect(new HttpStatus(520)));
    FAULTS.put("html-after", new AfterEffect(new Html()));
    FAULTS.put("timeout-after", new AfterEffect(new KrakenSays("EService:Timeout")));
    FAULTS.put("cut-late", LateEffect.cut(LATE));
    FAULTS.put("hang-late", LateEffect.hanging(LATE));
    FAULTS.put("invalid-key", new KrakenSays("EAPI:Invalid key"));
    FAULTS.put("invalid-signature", new KrakenSays("EAPI:Invalid signature"));
    FAULTS.put("invalid-nonce", new KrakenSays("EAPI:Invalid nonce"));
    FAULTS.put("permission-denied", new KrakenSays("EGeneral:Permission denied"));
    FAULTS.put("lockout", new KrakenSays("EGeneral:Temporary lockout"));
    FAULTS.put("api-rate-limit", new KrakenSays("EAPI:Rate limit exceeded"));
    FAULTS.put("order-rate-limit", new KrakenSays("EOrder:Rate limit exceeded"));
    FAULTS.put("orders-limit", new KrakenSays("EOrder:Orders limit exceeded"));
    FAULTS.put("insufficient-funds", new KrakenSays("EOrder:Insufficient funds"));
    FAULTS.put("deadline-elapsed", new KrakenSays("EService:Deadline elapsed"));
    FAULTS.put("busy", new KrakenSays("EService:Busy"));
    FAULTS.put("timeout", new KrakenSays("EService:Timeout"));
    FAULTS.put("unavailable", new KrakenSays("EService:Unavailable"));
    FAULTS.put("internal-error", new KrakenSays("EGeneral:Internal error"));
    FAULTS.put("cancel-only", new KrakenSays("EService:Market in cancel_only mode"));
    FAULTS.put("post-only", new KrakenSays("EService:Market in post_only mode"));
    FAULTS.put("batch-element", new RefusedElement(0, "EOrder:Insufficient funds"));
    FAULTS.put("edit-failed", new FailedEdit("EOrder:Order not editable"));
  }

  private NamedFaults() {}

  static Fault get(String name) {
    Fault fault = FAULTS.get(name);
    if (fault == null) {
      throw new IllegalArgumentException("expects one of " + String.join(", ", FAULTS.keySet()));
    }
    return fault;
  }
}
