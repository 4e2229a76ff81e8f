package io.github.camelkraken.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.SampleRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  // The body

  @Property
  void theOrderOfFieldsAndWhiteSpaceMakeNoDifference(
      @ForAll("documents") JsonNode document, @ForAll Random random) {
    JsonNode shuffled = shuffled(document, random);

    assertThat(body(shuffled.toPrettyString())).isEqualTo(body(document.toString()));
  }

  @Property
  void otherDocumentsHaveOtherHashes(
      @ForAll("documents") JsonNode one, @ForAll("documents") JsonNode other) {
    assertThat(body(one.toString()).equals(body(other.toString()))).isEqualTo(one.equals(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"1\"}         | {\"a\":1}",
        "{\"a\":\"1.0\"}       | {\"a\":\"1.00\"}",
        "{\"a\":1.0}           | {\"a\":1.00}",
        "{\"a\":[1,2]}         | {\"a\":[2,1]}",
        "{\"a\":null}          | {}",
        "{\"a\":true}          | {\"a\":\"true\"}",
        "{\"a\":{\"b\":1}}     | {\"b\":{\"a\":1}}",
        "{\"a\":\"x\"}         | {\"a\":\"X\"}"
      })
  void whatKrakenMightReadOtherwiseIsAnother(String one, String other) {
    assertThat(body(one)).isNotEqualTo(body(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"\\u0041\"}     | {\"a\":\"A\"}",
        "{\"a\":\"\\/\"}         | {\"a\":\"/\"}",
        "{\"b\":1,\"a\":[{\"d\":1,\"c\":2}]} | {\"a\":[{\"c\":2,\"d\":1}],\"b\":1}"
      })
  void anotherWayToWriteItIsTheSame(String one, String other) {
    assertThat(body(one)).isEqualTo(body(other)).matches("[0-9a-f]{64}");
  }

  // The keys

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void noTwoKindsOfKeysClashWhateverTheIdsAre(
      @ForAll("clOrdIds") String clOrdId,
      @ForAll("clOrdIds") String otherClOrdId,
      @ForAll("requestIds") String requestId,
      @ForAll("requestIds") String otherRequestId,
      @ForAll("places") Request somewhere) {
    List<String> what = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    claim(owners, what, Keys.order("default", clOrdId), "order " + clOrdId);
    claim(owners, what, Keys.order("default", otherClOrdId), "order " + otherClOrdId);
    claim(owners, what, identity(requestId), "request " + requestId);
    claim(owners, what, identity(otherRequestId), "request " + otherRequestId);
    claim(owners, what, Keys.answered(somewhere), "answered");
    claim(owners, what, Keys.waiting(somewhere), "waiting");
    claim(owners, what, Keys.stopped("default", clOrdId), "stopped " + clOrdId);
    claim(owners, what, Keys.stopped("default", otherClOrdId), "stopped " + otherClOrdId);
    claim(owners, what, Keys.everyOrder("default"), "every order");
    claim(owners, what, Keys.everyOrder("default2"), "every order of another account");
    claim(owners, what, Keys.order("default2", clOrdId), "of another account " + clOrdId);

    assertThat(what).isEmpty();
  }

  private static void claim(Map<String, String> owners, List<String> what, String key, String by) {
    String other = owners.putIfAbsent(key, by);
    if (other != null && !other.equals(by)) {
      what.add(key + " is that of " + other + " and of " + by);
    }
  }

  private static String identity(String requestId) {
    Request cancel =
        SampleRequest.of("{\"endpoint\":\"CancelOrder\",\"txid\":\"O\"}")
            .header("request-id", requestId)
            .build();
    return Keys.of(cancel, InHand.call(cancel)).get(0);
  }

  private static String body(String json) {
    return Keys.body(SampleRequest.of(json).build());
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.of("", "1", "x", "é", "\"", "\u0000").map(JSON::textNode),
            Arbitraries.integers().between(-2, 2).map(JSON::numberNode),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    return object(nested(nested(leaf)));
  }

  /** One level more: a document that refers to itself may be made for hours. */
  private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> values) {
    return Arbitraries.oneOf(values, object(values), list(values));
  }

  private static Arbitrary<JsonNode> object(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "cl_ord_id"), values)
        .ofMaxSize(3)
        .map(
            fields -> {
              ObjectNode object = JSON.objectNode();
              fields.forEach(object::set);
              return object;
            });
  }

  private static Arbitrary<JsonNode> list(Arbitrary<JsonNode> values) {
    return values.list().ofMaxSize(3).map(all -> JSON.arrayNode().addAll(all));
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isArray()) {
      ArrayNode shuffled = JSON.arrayNode();
      node.forEach(element -> shuffled.add(shuffled(element, random)));
      return shuffled;
    }
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode shuffled = JSON.objectNode();
    names.forEach(name -> shuffled.set(name, shuffled(node.get(name), random)));
    return shuffled;
  }

  /** Kraken's three forms; the free one in all that might be taken for another kind of key. */
  @Provide
  Arbitrary<String> clOrdIds() {
    Arbitrary<String> free =
        Combinators.combine(prefixes(), Arbitraries.of("", "x", "~1"))
            .as(String::concat)
            .filter(id -> !id.isEmpty())
            .map(id -> id.substring(0, Math.min(id.length(), 18)));
    return Arbitraries.frequencyOf(
        Tuple.of(9, free),
        Tuple.of(
            1,
            Arbitraries.of(
                "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5bd9cb469fa16570867728950e")));
  }

  @Provide
  Arbitrary<String> requestIds() {
    return Combinators.combine(prefixes(), Arbitraries.of("x", "~1", "é", " /", "a\u0000"))
        .as(String::concat);
  }

  @Provide
  Arbitrary<Request> places() {
    return Arbitraries.longs()
        .between(0, 20)
        .map(offset -> SampleRequest.of("{}").at(offset).build());
  }

  private static Arbitrary<String> prefixes() {
    return Arbitraries.of(
        "",
        "x",
        "/",
        "req:",
        "req:req:",
        "cl_ord_id:",
        "cl_ord_id:req:",
        "cl_ord_id:cl_ord_id:",
        "answered:",
        "waiting:",
        "every-order-of-the-account");
  }
}
