package io.github.camelkraken.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.topics.TopicPolicy;
import io.github.camelkraken.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code asyncapi.yaml} says what the topics, the configuration and the README say. */
class AsyncApiTest {
  private static final JsonNode DOCUMENT = Schemas.read(Schemas.ASYNCAPI);
  private static final String PREFIX = "{prefix}.";
  private static final String KAFKA = "/bindings/kafka";

  static List<TopicPolicy> topics() {
    return Topics.policies();
  }

  static List<String> messages() {
    return names(DOCUMENT.at("/components/messages"));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aTopicIsMadeAsItsChannelSays(TopicPolicy topic) {
    JsonNode channel = channel(topic.name());
    JsonNode kafka = channel.at(KAFKA);

    assertThat(kafka.at("/topic").asText()).isEqualTo("kraken." + topic.name());
    assertThat(kafka.at("/partitions").asInt()).isEqualTo(topic.partitions());
    assertThat(kafka.at("/topicConfiguration/cleanup.policy"))
        .hasToString(topic.compacted() ? "[\"compact\"]" : "[\"delete\"]");
    assertThat(kafka.at("/topicConfiguration/max.message.bytes").asInt())
        .isEqualTo(topic.large() ? TopicPolicy.LARGEST : 0);
  }

  @Test
  void thereAreNoOtherChannels() {
    assertThat(addresses())
        .containsExactlyInAnyOrderElementsOf(
            topics().stream().map(topic -> PREFIX + topic.name()).toList());
  }

  @Test
  void thePrefixAndTheBrokersAreThoseOfTheConfiguration() throws IOException {
    assertThat(at(DOCUMENT, "/channels/*/parameters/prefix/$ref"))
        .hasSameSizeAs(DOCUMENT.get("channels"))
        .allMatch(reference -> reference.asText().equals("#/components/parameters/prefix"));
    assertThat(DOCUMENT.at("/components/parameters/prefix/default").asText())
        .isEqualTo(KrakenConfigTest.config(Map.of()).topicPrefix().value());
    Properties defaults = new Properties();
    try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      defaults.load(file);
    }
    assertThat(DOCUMENT.at("/servers/kafka/variables/brokers/default").asText())
        .isEqualTo(defaults.getProperty("kafka.bootstrap.servers"));
  }

  @Test
  void theVersionIsThatOfTheProject() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>camel-kraken</artifactId>\\s*<version>([\\d.]+)")
            .matcher(Files.readString(Path.of("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(DOCUMENT.at("/info/version").asText()).isEqualTo(version.group(1));
  }

  @Test
  void whatOnlyThePipelineReadsIsMarkedAsInternal() {
    Set<String> internal = new TreeSet<>();
    for (JsonNode channel : DOCUMENT.get("channels")) {
      boolean isMarked = channel.path("x-internal").asBoolean();
      assertThat(channel.at("/tags/0/name").asText().equals("internal")).isEqualTo(isMarked);
      if (isMarked) {
        internal.add(channel.get("address").asText().substring(PREFIX.length()));
      }
    }
    assertThat(internal).containsExactlyInAnyOrder(Topics.CURSORS, Topics.NONCES, Topics.JOURNAL);
  }

  @Test
  void requestsAreTakenAndAnsweredAndEverythingElseIsPublished() {
    List<String> used = new ArrayList<>();
    for (JsonNode operation : DOCUMENT.get("operations")) {
      String topic = topicOf(operation.get("channel"));
      used.add(topic);
      boolean isRequest = topic.matches(".*\\.(requests|urgent)");
      assertThat(operation.get("action").asText()).isEqualTo(isRequest ? "receive" : "send");
      if (isRequest) {
        assertThat(topicOf(operation.at("/reply/channel")))
            .isEqualTo(topic.replaceAll("\\.\\w+$", ".results"));
        assertThat(operation.at(KAFKA + "/groupId/const").asText()).isEqualTo("kraken." + topic);
      }
    }
    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(topics().stream().map(TopicPolicy::name).toList());
  }

  /** No validator of AsyncAPI can be had for Java; these are the objects that are used here. */
  @ParameterizedTest
  @CsvSource({
    "'',                      asyncapi info defaultContentType servers channels operations components",
    "/info,                   title version description license",
    "/components,             parameters correlationIds messages",
    "/components/parameters/*, description default",
    "/servers/*,              host protocol description variables",
    "/servers/*/variables/*,  default",
    "/channels/*,             address description tags x-internal parameters messages bindings",
    "/channels/*/bindings/kafka, topic partitions topicConfiguration bindingVersion",
    "/operations/*,           action channel messages reply tags bindings",
    "/operations/*/reply,     channel messages",
    "/operations/*/bindings/kafka, groupId bindingVersion",
    "/components/messages/*,  name title contentType correlationId headers payload bindings examples",
    "/components/messages/*/bindings/kafka, key bindingVersion",
    "/components/messages/*/examples/*, name headers payload",
    "/components/correlationIds/*, description location"
  })
  void anObjectHasNoFieldThatAsyncApiDoesNotKnow(String place, String known) {
    List<JsonNode> objects = at(DOCUMENT, place);

    assertThat(objects).isNotEmpty();
    assertThat(objects)
        .allSatisfy(object -> assertThat(known.split(" ")).containsAll(names(object)));
  }

  @Test
  void itIsAsyncApi3WithTheBindingsOfKafka() {
    assertThat(DOCUMENT.get("asyncapi").asText()).isEqualTo("3.0.0");
    for (String place : List.of("/channels/*", "/operations/*", "/components/messages/*")) {
      assertThat(at(DOCUMENT, place + KAFKA + "/bindingVersion"))
          .isNotEmpty()
          .allMatch(version -> version.asText().equals("0.5.0"));
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    int found = 0;
    for (String file : documents()) {
      for (String reference : references(Schemas.read(file))) {
        found++;
        String target = reference.replaceAll("#.*", "");
        Path path = target.isEmpty() ? Path.of(file) : Path.of(file).resolveSibling(target);
        String pointer = reference.contains("#") ? reference.replaceAll(".*#", "") : "";
        if (!Files.exists(path) || Schemas.read(path.toString()).at(pointer).isMissingNode()) {
          broken.add(file + ": " + reference);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(found).isGreaterThan(300);
  }

  @Test
  void everySchemaIsThatOfAMessageOrPartOfOne() {
    Set<String> used = new TreeSet<>();
    for (String file : documents()) {
      references(Schemas.read(file)).stream()
          .map(reference -> Path.of(reference.replaceAll("#.*", "")).getFileName().toString())
          .forEach(name -> used.add(Schemas.file(name)));
    }
    assertThat(used).containsAll(Schemas.files());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyExampleOfAMessageIsValid(String message) {
    String place = "/components/messages/" + message;
    JsonNode examples = DOCUMENT.at(place + "/examples");

    assertThat(examples.size() > 0).isEqualTo(!isInternal(message));
    for (JsonNode example : examples) {
      String document = Schemas.ASYNCAPI + "#" + place;
      JsonNode payload = example.get("payload");
      assertThat(Schemas.complaints(Schemas.at(document + "/payload"), payload))
          .as(payload.toString())
          .isEmpty();
      if (example.has("headers")) {
        assertThat(Schemas.complaints(Schemas.at(document + "/headers"), example.get("headers")))
            .isEmpty();
      }
    }
  }

  private static boolean isInternal(String message) {
    return at(DOCUMENT, "/channels/*").stream()
        .filter(channel -> channel.at("/messages").has(message))
        .allMatch(channel -> channel.path("x-internal").asBoolean());
  }

  private static List<String> documents() {
    return Stream.concat(Stream.of(Schemas.ASYNCAPI), Schemas.files().stream()).toList();
  }

  private static List<String> references(JsonNode node) {
    return node.findValues("$ref").stream().map(JsonNode::asText).toList();
  }

  /** The nodes at a pointer, in which an asterisk is any name or place. */
  private static List<JsonNode> at(JsonNode root, String pointer) {
    List<JsonNode> nodes = List.of(root);
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        if (step.equals("*")) {
          node.forEach(next::add);
        } else if (node.has(step)) {
          next.add(node.get(step));
        }
      }
      nodes = next;
    }
    return nodes;
  }

  private static List<String> addresses() {
    return at(DOCUMENT, "/channels/*/address").stream().map(JsonNode::asText).toList();
  }

  private static JsonNode channel(String topic) {
    return at(DOCUMENT, "/channels/*").stream()
        .filter(channel -> channel.get("address").asText().equals(PREFIX + topic))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no channel for " + topic));
  }

  private static String topicOf(JsonNode reference) {
    String pointer = reference.get("$ref").asText().substring(1);
    return DOCUMENT.at(pointer).get("address").asText().substring(PREFIX.length());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
