package io.github.camelkraken.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.rest.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README and the contract tell the same, and what the README shows is valid. */
class ReadmeContractTest {
  private static final JsonNode DOCUMENT = Schemas.read(Schemas.ASYNCAPI);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private String readme;

  @BeforeEach
  void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void theTableOfTopicsHasEveryTopicWithItsPolicyAndItsFields() {
    Map<String, JsonNode> channels = new LinkedHashMap<>();
    DOCUMENT
        .get("channels")
        .forEach(channel -> channels.put(channel.at("/bindings/kafka/topic").asText(), channel));
    Set<String> told = new TreeSet<>();
    int fields = 0;
    for (String[] cells : rows("| Topic | Key | Value | Partitions, cleanup |")) {
      for (String name : code(cells[1])) {
        String topic = name.startsWith(".") ? "kraken" + name : name;
        JsonNode channel = channels.get(topic);
        assertThat(channel).as("the channel of " + topic).isNotNull();
        assertThat(cells[4].strip())
            .isEqualTo(
                "%s, %s",
                channel.at("/bindings/kafka/partitions").asText(),
                channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0").asText());
        assertThat(cells[3].contains("internal")).isEqualTo(channel.has("x-internal"));
        if (cells[3].strip().startsWith("`")) {
          assertThat(code(cells[3]).get(0).split(" "))
              .as(topic)
              .containsExactly(fieldsOf(channel).toArray(String[]::new));
          fields++;
        }
        told.add(topic);
      }
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(channels.keySet());
    assertThat(fields).isGreaterThan(6);
  }

  @Test
  void theEventsAreThoseThatTheSchemaKnows() {
    List<String> told = new ArrayList<>();
    rows("| Event | Meaning |").forEach(cells -> told.addAll(code(cells[1])));

    assertThat(examples("event.json", "/properties/event"))
        .containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void theStatusesAndReasonsAreThoseThatTheSchemaKnows() {
    List<String> statuses = new ArrayList<>();
    List<String> reasons = new ArrayList<>(List.of("NOT_OPEN", "STOPPED_BEFORE_SENDING"));
    for (String[] cells : rows("| status | Meaning |")) {
      statuses.addAll(code(cells[1]));
      if (cells[1].contains("rejected")) {
        reasons.addAll(code(cells[2]).stream().filter(word -> word.matches("[A-Z_]+")).toList());
      }
    }
    List<String> known = new ArrayList<>();
    Schemas.read(Schemas.file("result.json"))
        .at("/properties/status/enum")
        .forEach(status -> known.add(status.asText()));

    assertThat(known).containsExactlyInAnyOrderElementsOf(statuses);
    assertThat(readme).contains("`NOT_OPEN`", "`STOPPED_BEFORE_SENDING`");
    assertThat(examples("result.json", "/$defs/reason"))
        .containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void theRecordsThatItShowsAreValid() {
    assertThat(complaints("trade.json", block("trade record"))).isEmpty();
    assertThat(complaints("result.json", block("order result"))).isEmpty();
  }

  /** With kcat, from Java and from Python; not the one that stands for all of them. */
  @Test
  void theRequestsThatItShowsAreValid() {
    Matcher request = Pattern.compile("\\{\"endpoint\":[^{}\\n…]*}").matcher(readme);
    int found = 0;
    while (request.find()) {
      assertThat(complaints("order-request.json", request.group())).as(request.group()).isEmpty();
      found++;
    }
    assertThat(found).isEqualTo(3);
  }

  private static List<String> complaints(String schema, String json) {
    return Schemas.complaints(Schemas.at(Schemas.file(schema)), Parsed.json(json));
  }

  private static List<String> fieldsOf(JsonNode channel) {
    String message = channel.get("messages").fieldNames().next();
    String payload = DOCUMENT.at("/components/messages/" + message + "/payload/$ref").asText();
    List<String> fields = new ArrayList<>();
    Schemas.read(payload).get("properties").fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static List<String> examples(String name, String pointer) {
    List<String> examples = new ArrayList<>();
    Schemas.read(Schemas.file(name))
        .at(pointer + "/examples")
        .forEach(one -> examples.add(one.asText()));
    return examples;
  }

  /** The cells of each row of the table with this head; the first one is the second cell. */
  private List<String[]> rows(String head) {
    assertThat(readme).contains(head);
    return readme
        .substring(readme.indexOf(head))
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .toList();
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  /** The fenced block behind a marker. */
  private String block(String marker) {
    Matcher matcher =
        Pattern.compile("<!-- " + marker + ":[^\n]*-->\n```\\w*\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(matcher.find()).as("a block behind " + marker).isTrue();
    return matcher.group(1);
  }
}
