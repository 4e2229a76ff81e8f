package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.accounts.SampleKraken.Asked;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a busy user asks for, one call after another; the same seed asks for the same. */
final class SampleTraffic {
  private static final List<String> QUERIES =
      List.of(
          "Balance",
          "OpenOrders",
          "ClosedOrders",
          "TradesHistory",
          "QueryOrders",
          "Ledgers",
          "OpenPositions");

  private final Random random;
  private final int plain;
  private final List<String> pairs;
  private final List<String> open = new ArrayList<>();
  private int named;

  /**
   * A user.
   *
   * @param plain how many percent of what is done to orders only adds or cancels one
   */
  SampleTraffic(long seed, int plain, List<String> pairs) {
    this.random = new Random(seed);
    this.plain = plain;
    this.pairs = pairs;
  }

  Asked query() {
    return new Asked(
        call(QUERIES.get(random.nextInt(QUERIES.size())), "{}"), null, List.of(), List.of());
  }

  /** Something done to orders, most of them young. */
  Asked order() {
    int dice = random.nextInt(100);
    if (random.nextInt(100) < plain) {
      dice = dice < 50 ? 0 : 90;
    }
    if (dice < 40 || open.size() < 10) {
      String id = added();
      String json = "{\"pair\":\"%s\",\"cl_ord_id\":\"%s\"}".formatted(pair(id), id);
      return new Asked(call("AddOrder", json), pair(id), List.of(id), List.of());
    }
    if (dice < 50) {
      return batch();
    }
    String id = open.get(open.size() - 1 - random.nextInt(Math.min(open.size(), 60)));
    if (dice < 65) {
      return new Asked(call("AmendOrder", name(id)), pair(id), List.of(id), List.of());
    }
    open.remove(id);
    if (dice < 80) {
      String edited = id.substring(0, id.indexOf('-') + 1) + "edit" + named++;
      open.add(edited);
      String json = "{\"pair\":\"%s\",\"txid\":\"T%s\"}".formatted(pair(id), id);
      return new Asked(call("EditOrder", json), pair(id), List.of(edited), List.of(id));
    }
    if (dice < 95) {
      return new Asked(call("CancelOrder", name(id)), pair(id), List.of(), List.of(id));
    }
    return new Asked(
        call("CancelOrderBatch", "{\"orders\":[\"T" + id + "\"]}"),
        pair(id),
        List.of(),
        List.of(id));
  }

  /** What Kraken answers. */
  static JsonNode result(Asked asked) {
    String ids = asked.orders().stream().map(id -> "\"T" + id + "\"").collect(Collectors.joining());
    return Parsed.json(
        switch (asked.endpoint()) {
          case "AddOrder" -> "{\"txid\":[" + ids + "]}";
          case "EditOrder" -> "{\"txid\":" + ids + "}";
          case "AddOrderBatch" ->
              asked.orders().stream()
                  .map(id -> "{\"txid\":\"T" + id + "\"}")
                  .collect(Collectors.joining(",", "{\"orders\":[", "]}"));
          default -> "{\"count\":1}";
        });
  }

  private Asked batch() {
    String first = added();
    int more = 1 + random.nextInt(4);
    List<String> ids = new ArrayList<>(List.of(first));
    IntStream.range(0, more).forEach(i -> ids.add(first + "x" + i));
    open.addAll(ids.subList(1, ids.size()));
    String orders =
        ids.stream()
            .map(id -> "{\"cl_ord_id\":\"" + id + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    return new Asked(
        call("AddOrderBatch", "{\"pair\":\"%s\",\"orders\":%s}".formatted(pair(first), orders)),
        pair(first),
        ids,
        List.of());
  }

  private String added() {
    String id = random.nextInt(pairs.size()) + "-" + named++;
    open.add(id);
    return id;
  }

  /** An edited order has no name of the user's (rest.md 4.4). */
  private String name(String id) {
    return id.contains("edit") || random.nextBoolean()
        ? "{\"txid\":\"T" + id + "\"}"
        : "{\"cl_ord_id\":\"" + id + "\"}";
  }

  private String pair(String id) {
    return pairs.get(Integer.parseInt(id.substring(0, id.indexOf('-'))));
  }

  private static PrivateCall call(String endpoint, String json) {
    return new PrivateCall(
        Account.DEFAULT, EndpointCatalogue.get(endpoint), Parsed.object(json), false, null);
  }
}
