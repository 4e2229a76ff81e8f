package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few orders placed by message, one after the other, with what became of each. */
final class SampleOrders implements AutoCloseable {
  private record Sample(String shown, String json) {}

  private static final String RESTING = "sandbox-resting";
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "AddOrder buy 0.01 BTC/USD market",
              "{'endpoint':'AddOrder','pair':'BTC/USD','type':'buy','ordertype':'market',"
                  + "'volume':'0.01'}"),
          new Sample(
              "AddOrder sell 0.5 ETH/USD limit 9000",
              "{'endpoint':'AddOrder','pair':'ETH/USD','type':'sell','ordertype':'limit',"
                  + "'price':'9000','volume':'0.5','cl_ord_id':'"
                  + RESTING
                  + "'}"),
          new Sample(
              "AmendOrder limit_price 8900.5",
              "{'endpoint':'AmendOrder','cl_ord_id':'" + RESTING + "','limit_price':'8900.5'}"),
          new Sample(
              "CancelOrder by cl_ord_id",
              "{'endpoint':'CancelOrder','cl_ord_id':'" + RESTING + "'}"),
          new Sample(
              "AddOrder buy 1000000 BTC/USD market",
              "{'endpoint':'AddOrder','pair':'BTC/USD','type':'buy','ordertype':'market',"
                  + "'volume':'1000000'}"),
          new Sample(
              "AddOrder with a typing error",
              "{'endpoint':'AddOrder','pair':'BTC/USD','type':'buy','ordertype':'market',"
                  + "'volme':'0.01'}"));

  private final Requests requests;
  private final List<String> results = new ArrayList<>();

  SampleOrders(Requests requests) {
    this.requests = requests;
  }

  /** Sends the next one, once the one before is answered. */
  void next() {
    int sent = results.size();
    if (sent > 0 && results.get(sent - 1) == null) {
      end(sent - 1).ifPresent(result -> results.set(sent - 1, shown(result)));
    } else if (sent < SAMPLES.size()) {
      requests.send("orders.requests", id(sent), SAMPLES.get(sent).json().replace('\'', '"'));
      results.add(null);
    }
  }

  /** Requests and results side by side. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String result = results.get(i) == null ? "…" : results.get(i);
      lines.add("%-38s  %s".formatted(SAMPLES.get(i).shown(), result));
    }
    return lines;
  }

  @Override
  public void close() {
    // A refresh may be reading; what it reads with ends with the process.
  }

  private Optional<JsonNode> end(int index) {
    return requests.end(id(index));
  }

  private static String id(int index) {
    return "sandbox-" + index;
  }

  private static String shown(JsonNode result) {
    List<String> words = new ArrayList<>();
    words.add(result.path("status").asText());
    result.path("txid").forEach(txid -> words.add(txid.asText()));
    if (!result.path("reason").isNull()) {
      words.add(result.path("reason").asText());
      words.add(
          result.path("errors").isEmpty()
              ? result.path("detail").asText().replaceAll(";.*", "")
              : result.path("errors").get(0).asText());
    }
    return String.join(" ", words);
  }
}
