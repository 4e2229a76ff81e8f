package io.github.camelkraken.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What Kraken shows, and what it was asked; an attempt left at noon on its clock. */
final class SampleKraken {
  static final Instant SENT = Instant.parse("2026-09-03T12:00:00Z");
  static final Instant DEADLINE = SENT.plusSeconds(15);
  static final Duration WINDOW = Duration.ofSeconds(75);
  static final Instant BELIEVED = DEADLINE.plus(WINDOW);

  /** This machine's clock, which is wrong by a day. */
  static final Instant HERE = SENT.plus(Duration.ofDays(1));

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PAGE = 50;
  private static final AtomicLong NONCES = new AtomicLong();

  final Attributed attributed = new Attributed();
  private final ObjectNode open = JSON.objectNode();
  private final ObjectNode closed = JSON.objectNode();
  private final Map<String, ArrayNode> amends = new HashMap<>();
  private final ArrayNode withdrawals = JSON.arrayNode();
  private final Map<String, JsonNode> scripted = new HashMap<>();
  private final List<PrivateCall> calls = new ArrayList<>();
  private Instant now = SENT.plusSeconds(1);

  // What there is

  SampleKraken at(Instant newNow) {
    now = newNow;
    return this;
  }

  /** Orders that are open, such as {@code "OUF4EM":{…}}. */
  SampleKraken open(String... orders) {
    return show(open, orders);
  }

  /** Orders that are closed, the newest first. */
  SampleKraken closed(String... orders) {
    return show(closed, orders);
  }

  SampleKraken amend(String txid, String amend) {
    amends.computeIfAbsent(txid, added -> JSON.arrayNode()).add(Parsed.json(amend));
    return this;
  }

  /** A withdrawal, newer than those before. */
  SampleKraken withdrawal(String row) {
    withdrawals.insert(0, Parsed.json(row));
    return this;
  }

  /** It has answered another call with this id. */
  SampleKraken ofAnother(String id) {
    attributed.add(id, undecided("AddOrder", "{}").call());
    return this;
  }

  /** An endpoint gives this result, whatever there is. */
  SampleKraken gives(String endpoint, String result) {
    scripted.put(endpoint, Parsed.json(result));
    return this;
  }

  private SampleKraken show(ObjectNode view, String... orders) {
    view.removeAll();
    view.setAll(Parsed.object("{" + String.join(",", orders) + "}"));
    return this;
  }

  // What is looked at

  /** Takes a whole look. */
  SampleKraken look(Undecided... undecided) {
    calls.clear();
    Look look = new Look(List.of(undecided), attributed);
    while (look.isUnfinished()) {
      PrivateCall call = look.nextCall();
      calls.add(call);
      assert calls.size() < 500 : "an endless look";
      look.saw(answer(call));
    }
    look.ends(List.of(undecided), HERE);
    return this;
  }

  /** Takes a look that fails after so many calls. */
  void breakOff(int after, Undecided... undecided) {
    Look look = new Look(List.of(undecided), attributed);
    for (int i = 0; i < after && look.isUnfinished(); i++) {
      look.saw(answer(look.nextCall()));
    }
    if (look.isUnfinished()) {
      look.ends(List.of(undecided), HERE);
    }
  }

  /** The calls of the last look. */
  List<PrivateCall> calls() {
    return calls;
  }

  List<String> endpoints() {
    return calls.stream().map(PrivateCall::endpoint).toList();
  }

  Answer answer(PrivateCall call) {
    ObjectNode asked = call.parameters();
    JsonNode result =
        scripted.containsKey(call.endpoint())
            ? scripted.get(call.endpoint())
            : switch (call.endpoint()) {
              case "OpenOrders" -> JSON.objectNode().set("open", named(open, asked));
              case "ClosedOrders" ->
                  JSON.objectNode().set("closed", page(named(closed, asked), asked));
              case "OrderAmends" ->
                  JSON.objectNode()
                      .set(
                          "amends",
                          amends.getOrDefault(asked.get("order_id").asText(), JSON.arrayNode()));
              case "WithdrawStatus" -> withdrawals;
              default -> throw new IllegalArgumentException(call.endpoint());
            };
    return new Answer(call, result, now, HERE);
  }

  private static ObjectNode named(ObjectNode view, ObjectNode asked) {
    ObjectNode named = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : view.properties()) {
      boolean takes = true;
      for (String name : List.of("cl_ord_id", "userref")) {
        takes &=
            !asked.has(name)
                || asked.get(name).asText().equals(entry.getValue().path(name).asText());
      }
      if (takes) {
        named.set(entry.getKey(), entry.getValue());
      }
    }
    return named;
  }

  private static ObjectNode page(ObjectNode view, ObjectNode asked) {
    ObjectNode page = JSON.objectNode();
    view.properties().stream()
        .filter(
            entry ->
                !entry.getValue().has("closetm")
                    || entry
                            .getValue()
                            .get("closetm")
                            .decimalValue()
                            .compareTo(new BigDecimal(asked.get("start").asText()))
                        > 0)
        .skip(asked.path("ofs").asInt())
        .limit(PAGE)
        .forEach(entry -> page.set(entry.getKey(), entry.getValue()));
    return page;
  }

  // Samples

  /** A call that left at noon. */
  static Undecided undecided(String endpoint, String parameters) {
    return undecided(endpoint, parameters, SENT);
  }

  static Undecided undecided(String endpoint, String parameters, Instant sent) {
    PrivateCall call =
        new PrivateCall(
            "second", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
    call.signed(
        HERE, sent, sent.plus(Duration.between(SENT, DEADLINE)), NONCES.incrementAndGet() + "");
    call.leaves();
    return new Undecided(SampleRequest.of("{}").build(), call, sent, WINDOW, HERE);
  }

  static List<String> txids(Undecided undecided) {
    return undecided.findings().stream().flatMap(finding -> finding.txid().stream()).toList();
  }

  static String order(String txid, String name) {
    return order(txid, name, "XBTUSD", "buy", "1.25000000", seconds(0));
  }

  static String order(
      String txid, String name, String pair, String type, String volume, String opened) {
    ObjectNode order = Parsed.object("{" + name + ",\"opentm\":" + opened + "}");
    order.put("vol", volume).putObject("descr").put("pair", pair).put("type", type);
    return "\"" + txid + "\":" + order;
  }

  /** A time as orders show it. */
  static String seconds(long millisAfterSending) {
    Instant time = SENT.plusMillis(millisAfterSending);
    return "%d.%03d".formatted(time.getEpochSecond(), time.getNano() / 1_000_000);
  }
}
