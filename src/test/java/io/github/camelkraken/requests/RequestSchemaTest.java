package io.github.camelkraken.requests;

import static io.github.camelkraken.requests.SampleRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.contract.Schemas;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas of requests say what the pipeline takes, as far as a schema can say it. */
class RequestSchemaTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int WIDTH = 120;

  /** Each topic of requests and its schema. */
  enum Topic {
    ORDERS(Group.ORDERS, false, "order-request.json"),
    URGENT(Group.ORDERS, true, "urgent-request.json"),
    ACCOUNT(Group.ACCOUNT, false, "account-request.json"),
    FUNDING(Group.FUNDING, false, "funding-request.json");

    private final Group group;
    private final boolean urgent;
    private final String file;

    Topic(Group group, boolean urgent, String name) {
      this.group = group;
      this.urgent = urgent;
      this.file = Schemas.file(name);
    }

    List<Endpoint> rows() {
      return EndpointCatalogue.all().stream().filter(row -> row.comesOn(group, urgent)).toList();
    }
  }

  /**
   * What a parameter may be given. Left out is what no schema can tell from the right thing: a pair
   * that Kraken does not list, a day that the month does not have, more digits than fit.
   */
  private static final List<String> ANYTHING =
      List.of(
          "true",
          "null",
          "1.5",
          "[]",
          "{}",
          "\"\"",
          "\"soon\"",
          "\"-1\"",
          "\"1,5\"",
          "\".5\"",
          "\"1.\"",
          "\"1e1000\"",
          "\"+-5\"",
          "\"5%%\"",
          "\"12.5\"",
          "\"TRUE\"",
          "2147483648",
          "-7",
          "\"9999999999\"",
          "\"99999999999\"",
          "9223372036854775808",
          "\"2026-09-03\"",
          "\"2026-09-03 12:00:10Z\"",
          "\"exactly-19--letters\"",
          "\"much too long for an id\"",
          "[true]",
          "[\"\"]",
          "[\"a\"]",
          "\"" + "x".repeat(1001) + "\"");

  private static final Map<Kind, List<String>> RIGHT =
      Map.ofEntries(
          Map.entry(Kind.TEXT, List.of("\"a\"", "7", "\"" + "x".repeat(1000) + "\"")),
          Map.entry(
              Kind.DECIMAL,
              List.of(
                  "\"1\"",
                  "\"1.25\"",
                  "\"12e-1\"",
                  "\"0.00000097\"",
                  "\"" + "1".repeat(40) + "\"")),
          Map.entry(
              Kind.PRICE, List.of("\"37500.1\"", "\"+2.55%\"", "\"-5\"", "\"#3\"", "\"1E2\"")),
          Map.entry(Kind.INTEGER, List.of("7", "\"-7\"", "2147483647", "\"1999999999\"")),
          Map.entry(Kind.SWITCH, List.of("true", "\"true\"", "false", "\"false\"")),
          Map.entry(
              Kind.TIME, List.of("\"2026-09-03T12:00:10Z\"", "\"2026-09-03t12:00:10.5+02:00\"")),
          Map.entry(Kind.PAIR, List.of("\"BTC/USD\"", "\"xbtusd\"")),
          Map.entry(
              Kind.CLIENT_ID,
              List.of(
                  "\"a\"",
                  "\"exactly-18-letters\"",
                  "\"0b6cd5ae-fcd3-33e5-b9b5-c9b2e5bb3c9c\"",
                  "\"0b6cd5aefcd333e5b9b5c9b2e5bb3c9c\"")),
          Map.entry(
              Kind.CLOSE,
              List.of(
                  "{\"ordertype\":\"limit\",\"price\":\"1\"}", "{\"ordertype\":\"stop-loss\"}")),
          Map.entry(Kind.LIST, List.of("[\"a\"]", "[\"a\",7]")),
          Map.entry(Kind.ORDERS, List.of("[\"a\"]", "[\"a\",7]")));

  private static final List<String> WRONG_CLOSES =
      List.of(
          "{\"price\":\"1\"}",
          "{\"ordertype\":\"limit\",\"price\":1}",
          "{\"ordertype\":\"limit\",\"volume\":\"1\"}",
          "{\"ordertype\":\"limit\",\"close[price]\":\"1\"}",
          "\"limit\"");

  /** What no reader takes for the name of a pair, known or not. */
  private static final List<String> NO_PAIRS =
      List.of("\"\"", "true", "null", "[]", "{}", "1.5", "[\"a\"]");

  private final RequestReader reader = reader();

  @ParameterizedTest
  @EnumSource
  void theSchemaIsMadeOfTheCatalogue(Topic topic) throws IOException {
    ObjectNode made = RequestSchema.of(topic.group, topic.urgent);
    if (Boolean.getBoolean("schemas.write")) {
      Files.writeString(Path.of(topic.file), printed(made, "") + "\n");
    }

    assertThat(Schemas.read(topic.file))
        .as("mvn test -Dtest=RequestSchemaTest -Dschemas.write=true writes it anew")
        .isEqualTo(made);
  }

  @ParameterizedTest
  @EnumSource
  void eachParameterTakesTheSameValues(Topic topic) {
    for (Endpoint row : topic.rows()) {
      for (String name : row.parameters()) {
        for (String value : values(name)) {
          agree(topic, least(row, name).<ObjectNode>set(name, Parsed.json(value)));
        }
      }
    }
  }

  @Test
  void eachParameterOfAnOrderOfABatchTakesTheSameValues() {
    Endpoint row = EndpointCatalogue.BATCH_ELEMENT;
    for (String name : row.parameters()) {
      for (String value : values(name)) {
        ObjectNode batch = least(EndpointCatalogue.get("AddOrderBatch"), "");
        ((ObjectNode) batch.at("/orders/1")).set(name, Parsed.json(value));
        agree(Topic.ORDERS, batch);
      }
    }
  }

  @Test
  void eachParameterOfACloseTakesTheSameValues() {
    Endpoint row = EndpointCatalogue.CLOSE;
    for (String name : row.parameters()) {
      for (String value : values(name)) {
        JsonNode given = Parsed.json(value);
        ObjectNode nested = least(EndpointCatalogue.get("AddOrder"), "");
        nested.putObject("close").put("ordertype", "limit").set(name, given);
        agree(Topic.ORDERS, nested);
        ObjectNode flat = least(EndpointCatalogue.get("AddOrder"), "");
        flat.put("close[ordertype]", "limit").set("close[" + name + "]", given);
        agree(Topic.ORDERS, flat);
      }
    }
  }

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  @StatisticsReport(StatisticsReportMode.OFF)
  void whatTheSchemaTakesIsTakenAndWhatItRefusesIsRefused(
      @ForAll Topic topic, @ForAll Random random) {
    List<Endpoint> rows = topic.rows();
    Endpoint row = rows.get(random.nextInt(rows.size()));

    boolean taken = agree(topic, request(row, random));

    Statistics.label("taken")
        .collect(taken)
        .coverage(
            share -> {
              share.check(true).percentage(percent -> percent > 30);
              share.check(false).percentage(percent -> percent > 30);
            });
  }

  /** The numbers that a batch and a cancel of several may have. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theSchemaCountsAsTheReaderDoes(@ForAll Random random) {
    ObjectNode batch = JSON.objectNode().put("endpoint", "AddOrderBatch").put("pair", "XBTUSD");
    ArrayNode orders = batch.putArray("orders");
    Endpoint order = EndpointCatalogue.BATCH_ELEMENT;
    IntStream.range(0, random.nextInt(18)).forEach(i -> orders.add(fields(order, 0, random)));
    agree(Topic.ORDERS, batch);

    ObjectNode cancel = JSON.objectNode().put("endpoint", "CancelOrderBatch");
    String list = random.nextBoolean() ? "orders" : "cl_ord_ids";
    ArrayNode ids = cancel.putArray(list);
    IntStream.range(0, 45 + random.nextInt(10)).forEach(i -> ids.add("O" + i));
    agree(random.nextBoolean() ? Topic.ORDERS : Topic.URGENT, cancel);
  }

  /** Whether both take it; they must not differ. */
  private boolean agree(Topic topic, ObjectNode request) {
    String refusal = refusal(topic, request);
    List<String> complaints = Schemas.complaints(Schemas.at(topic.file), request);

    assertThat(complaints.isEmpty())
        .as("%s\nreader: %s\nschema: %s", request, refusal, complaints)
        .isEqualTo(refusal == null);
    return refusal == null;
  }

  /** Why the pipeline refuses a request; null if it does not. */
  private String refusal(Topic topic, ObjectNode json) {
    SampleRequest request = SampleRequest.of(json.toString()).in(topic.group);
    try {
      reader.read((topic.urgent ? request.urgent() : request).build());
      return null;
    } catch (InvalidRequest | Unreadable refused) {
      return refused.getMessage();
    } catch (ForbiddenByMode impossible) {
      throw new AssertionError("the account is live", impossible);
    }
  }

  /** The least that an endpoint needs beside this parameter. */
  private static ObjectNode least(Endpoint row, String beside) {
    ObjectNode request = JSON.objectNode();
    if (EndpointCatalogue.find(row.name()).isPresent()) {
      request.put("endpoint", row.name());
    }
    for (String name : row.required()) {
      request.set(name, Parsed.json(RIGHT.get(Kind.of(name)).get(0)));
    }
    switch (row.name()) {
      case "AddOrderBatch" -> {
        ObjectNode order = least(EndpointCatalogue.BATCH_ELEMENT, "");
        request.putArray("orders").add(order).add(order.deepCopy());
      }
      case "CancelOrder", "AmendOrder" -> {
        if (!List.of("txid", "cl_ord_id").contains(beside)) {
          request.put("txid", "O");
        }
      }
      case "CancelOrderBatch" -> request.putArray("orders").add("O");
      default -> {
        // what is required is enough
      }
    }
    return request;
  }

  /** Right and wrong ones. */
  private static List<String> values(String name) {
    Kind kind = Kind.of(name);
    return Stream.concat(
            RIGHT.get(kind).stream(),
            kind == Kind.PAIR
                ? NO_PAIRS.stream()
                : Stream.concat(ANYTHING.stream(), WRONG_CLOSES.stream()))
        .toList();
  }

  private static ObjectNode request(Endpoint row, Random random) {
    ObjectNode request = fields(row, random.nextInt(6) == 0 ? 15 : 2, random);
    if (row.name().equals("AddOrderBatch") && random.nextInt(4) > 0) {
      ArrayNode orders = request.putArray("orders");
      for (int i = 0; i < 2; i++) {
        orders.add(fields(EndpointCatalogue.BATCH_ELEMENT, 1, random));
      }
    }
    request.put("endpoint", row.name());
    switch (random.nextInt(20)) {
      case 0 -> request.put("nonce", "7");
      case 1 -> request.put("colour", "red");
      case 2 ->
          request.put("endpoint", List.of("BuyLow", "Balance", "CancelAll").get(random.nextInt(3)));
      case 3 -> request.remove("endpoint");
      default -> {
        // nothing more is wrong with it
      }
    }
    return request;
  }

  /** An endpoint's parameters, of a hundred so many wrong. */
  private static ObjectNode fields(Endpoint row, int wrong, Random random) {
    ObjectNode fields = JSON.objectNode();
    for (String name : new TreeSet<>(row.parameters())) {
      int chance = row.required().contains(name) ? 100 - wrong : 25;
      if (random.nextInt(100) < chance && !isOtherName(name, row, fields, random)) {
        fields.set(name, Parsed.json(value(name, random.nextInt(100) < wrong, random)));
      }
    }
    if (row.parameters().contains("close") && random.nextInt(4) == 0) {
      Stream.of("ordertype", "price", "volume")
          .filter(name -> random.nextInt(10) < (name.equals("volume") ? 1 : 7))
          .forEach(name -> fields.put("close[" + name + "]", "1"));
      if (random.nextInt(5) > 0) {
        fields.remove("close");
      }
    }
    return fields;
  }

  /** Mostly an order has one name only, as it should. */
  private static boolean isOtherName(String name, Endpoint row, ObjectNode fields, Random random) {
    boolean isName = List.of("txid", "userref").contains(name) && !row.required().contains(name);
    return isName && fields.has("cl_ord_id") && random.nextInt(10) > 0;
  }

  private static String value(String name, boolean wrong, Random random) {
    Kind kind = Kind.of(name);
    List<String> values = wrong ? ANYTHING : RIGHT.get(kind);
    if (wrong && kind == Kind.CLOSE) {
      values = WRONG_CLOSES;
    } else if (wrong && kind == Kind.PAIR) {
      values = NO_PAIRS;
    }
    return values.get(random.nextInt(values.size()));
  }

  private static RequestReader reader() {
    KrakenConfig config =
        KrakenConfigTest.config(
            Map.of(
                "kraken.api-key", "key-of-first",
                "kraken.api-secret", "Zmlyc3Q=",
                "kraken.trading.mode", "live"));
    Accounts accounts = new Accounts(config);
    accounts.read();
    return new RequestReader(
        accounts, SampleRequest.pairs(config), config, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** What is short stands in one line. */
  private static String printed(JsonNode node, String indent) {
    String line = line(node);
    boolean isList = node.isArray() && node.path(0).isValueNode();
    if (node.isValueNode()
        || isList
        || line.length() + indent.length() < WIDTH && !indent.isEmpty()) {
      return line;
    }
    String deeper = indent + "  ";
    return node.isArray()
        ? IntStream.range(0, node.size())
            .mapToObj(i -> deeper + printed(node.get(i), deeper))
            .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"))
        : node.properties().stream()
            .map(
                field ->
                    deeper
                        + JSON.textNode(field.getKey())
                        + ": "
                        + printed(field.getValue(), deeper))
            .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
  }

  private static String line(JsonNode node) {
    if (node.isArray()) {
      return IntStream.range(0, node.size())
          .mapToObj(i -> line(node.get(i)))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.isObject()
        ? node.properties().stream()
            .map(field -> JSON.textNode(field.getKey()) + ": " + line(field.getValue()))
            .collect(Collectors.joining(", ", "{ ", " }"))
        : node.toString();
  }
}
