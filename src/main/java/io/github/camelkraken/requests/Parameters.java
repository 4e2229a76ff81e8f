package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.market.Pair;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.EndpointCatalogue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns the parameters of a request into those that go out. What Kraken would ignore or round is
 * refused here, because an order that is not the one that was meant is worse than none.
 */
final class Parameters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ENDPOINT = "endpoint";
  private static final String CLOSE = "close";
  private static final Set<String> OURS = Set.of("nonce", "otp");
  private static final Set<String> OF_VOLUME =
      Set.of("volume", "displayvol", "order_qty", "display_qty");

  /** {@code close[price]}, as a form has it, means the same as {@code price} inside close. */
  private static final Pattern NESTED = Pattern.compile("close\\[(\\w+)]");

  /** The one endpoint whose pair may be a list (rest.md 3.14). */
  private static final String OF_MANY_PAIRS = "TradeVolume";

  private static final int SMALLEST_BATCH = 2;
  private static final int LARGEST_BATCH = 15;
  private static final int MOST_CANCELS = 50;

  private final Endpoint row;
  private final Function<String, Optional<Pair>> pairs;
  private final String path;
  private final Pair pair;

  private Parameters(Endpoint row, Function<String, Optional<Pair>> pairs, String path, Pair pair) {
    this.row = row;
    this.pairs = pairs;
    this.path = path;
    this.pair = pair;
  }

  /**
   * The parameters of a request as they go out.
   *
   * @param given the request's fields, its endpoint among them
   * @param pairs finds a pair by any of its names
   * @throws InvalidRequest saying what to mend
   */
  static ObjectNode read(Endpoint row, JsonNode given, Function<String, Optional<Pair>> pairs)
      throws InvalidRequest {
    Pair pair = null;
    if (given.path("pair").isTextual() && !given.has("asset_class")) {
      pair = pairs.apply(given.path("pair").textValue()).orElse(null);
    }
    ObjectNode parameters = new Parameters(row, pairs, "", pair).fields(given);
    checkTogether(row, parameters);
    return parameters;
  }

  private ObjectNode fields(JsonNode given) throws InvalidRequest {
    ObjectNode read = JSON.objectNode();
    for (Map.Entry<String, JsonNode> field : unfolded(given).properties()) {
      String name = field.getKey();
      if (!row.parameters().contains(name)) {
        throw unknown(name);
      }
      read.set(name, value(name, field.getValue(), given));
    }
    for (String name : new TreeSet<>(row.required())) {
      if (!read.has(name)) {
        throw new InvalidRequest(
            "%s: missing; %s needs %s"
                .formatted(
                    path + name, row.name(), String.join(", ", new TreeSet<>(row.required()))));
      }
    }
    if (read.has("cl_ord_id") && read.has("userref")) {
      throw new InvalidRequest(path + "userref: Kraken takes either it or cl_ord_id");
    }
    return read;
  }

  private JsonNode value(String name, JsonNode value, JsonNode siblings) throws InvalidRequest {
    String where = path + name;
    return switch (Kind.of(name)) {
      case TEXT -> JSON.textNode(Values.text(where, value));
      case DECIMAL -> JSON.textNode(Values.decimal(where, value, decimalsOf(name, siblings)));
      case PRICE ->
          JSON.textNode(
              Values.price(where, value, pair == null ? Integer.MAX_VALUE : pair.priceDecimals()));
      case INTEGER -> JSON.numberNode(Values.integer(where, value));
      case SWITCH -> JSON.booleanNode(switched(name, where, value));
      case TIME -> {
        String text = Values.text(where, value);
        Values.time(where, text);
        yield JSON.textNode(text);
      }
      case PAIR -> JSON.textNode(pair(where, value, siblings));
      case CLIENT_ID -> JSON.textNode(Values.clientId(where, value));
      case CLOSE -> {
        if (!value.isObject()) {
          throw Values.wrong(where, "an object with ordertype, price, price2", value);
        }
        yield new Parameters(EndpointCatalogue.CLOSE, pairs, where + ".", pair).fields(value);
      }
      case LIST -> list(where, value);
      case ORDERS -> row.takes(Feature.BATCH) ? orders(where, value) : list(where, value);
    };
  }

  /** {@code validate} never goes out as false: what is not asked for is left out. */
  private static boolean switched(String name, String where, JsonNode value) throws InvalidRequest {
    boolean on = Values.bool(where, value);
    if (name.equals("validate") && !on) {
      throw new InvalidRequest(
          where + ": say true, or leave it out; whether calls are live is kraken.trading.mode");
    }
    return on;
  }

  private int decimalsOf(String name, JsonNode siblings) {
    boolean inQuote = siblings.path("oflags").asText().contains("viqc");
    return pair == null || inQuote || !OF_VOLUME.contains(name)
        ? Integer.MAX_VALUE
        : pair.volumeDecimals();
  }

  /** Kraken's name of each pair; tokenized assets are not among the pairs that are known here. */
  private String pair(String where, JsonNode value, JsonNode siblings) throws InvalidRequest {
    String text = Values.text(where, value);
    if (siblings.has("asset_class")) {
      return text;
    }
    String[] names = row.name().equals(OF_MANY_PAIRS) ? text.split(",", -1) : new String[] {text};
    for (int i = 0; i < names.length; i++) {
      String name = names[i].strip();
      names[i] =
          pairs
              .apply(name)
              .map(found -> row.name().equals("Level3") ? found.symbol() : found.altname())
              .orElseThrow(
                  () -> new InvalidRequest(where + ": Kraken does not list the pair " + name));
    }
    return String.join(",", names);
  }

  private static ArrayNode list(String where, JsonNode value) throws InvalidRequest {
    if (!value.isArray() || value.isEmpty()) {
      throw Values.wrong(where, "an array of texts", value);
    }
    ArrayNode list = JSON.arrayNode();
    for (JsonNode element : value) {
      list.add(Values.text(where + "[" + list.size() + "]", element));
    }
    return list;
  }

  private ArrayNode orders(String where, JsonNode value) throws InvalidRequest {
    if (!value.isArray() || value.size() < SMALLEST_BATCH || value.size() > LARGEST_BATCH) {
      throw new InvalidRequest(
          "%s: expects an array of %d to %d orders"
              .formatted(where, SMALLEST_BATCH, LARGEST_BATCH));
    }
    ArrayNode orders = JSON.arrayNode();
    for (JsonNode order : value) {
      String at = where + "[" + orders.size() + "]";
      if (!order.isObject()) {
        throw Values.wrong(at, "an object", order);
      }
      orders.add(
          new Parameters(EndpointCatalogue.BATCH_ELEMENT, pairs, at + ".", pair).fields(order));
    }
    return orders;
  }

  private InvalidRequest unknown(String name) {
    if (OURS.contains(name)) {
      return new InvalidRequest(path + name + ": leave it out, it is the pipeline's business");
    }
    return new InvalidRequest(
        "%s: not a parameter of %s; it takes %s"
            .formatted(
                path + name,
                row.name(),
                row.parameters().isEmpty()
                    ? "none"
                    : String.join(", ", new TreeSet<>(row.parameters()))));
  }

  private ObjectNode unfolded(JsonNode given) throws InvalidRequest {
    ObjectNode unfolded = JSON.objectNode();
    ObjectNode close = JSON.objectNode();
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      Matcher nested = NESTED.matcher(field.getKey());
      if (nested.matches()) {
        close.set(nested.group(1), field.getValue());
      } else if (!path.isEmpty() || !field.getKey().equals(ENDPOINT)) {
        unfolded.set(field.getKey(), field.getValue());
      }
    }
    if (!close.isEmpty() && unfolded.has(CLOSE)) {
      throw new InvalidRequest(path + CLOSE + ": given twice, as an object and as close[...]");
    }
    return close.isEmpty() ? unfolded : unfolded.set(CLOSE, close);
  }

  /** What has to go together, or must not. */
  private static void checkTogether(Endpoint row, ObjectNode parameters) throws InvalidRequest {
    switch (row.name()) {
      case "CancelOrder", "AmendOrder" -> {
        if (parameters.has("txid") == parameters.has("cl_ord_id")) {
          throw new InvalidRequest(row.name() + " needs either txid or cl_ord_id");
        }
      }
      case "CancelOrderBatch" -> {
        int ids =
            Stream.of("orders", "cl_ord_ids").mapToInt(name -> parameters.path(name).size()).sum();
        if (ids == 0 || ids > MOST_CANCELS) {
          throw new InvalidRequest(
              "CancelOrderBatch needs 1 to " + MOST_CANCELS + " ids in orders and cl_ord_ids");
        }
      }
      default -> {
        // each of its parameters stands by itself
      }
    }
  }
}
