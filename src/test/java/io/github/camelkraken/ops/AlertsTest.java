package io.github.camelkraken.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Whoever is woken up by an alert finds what to do. */
class AlertsTest {
  private static final Path MONITORING = Path.of("k8s", "components", "monitoring");
  private static final Path OPERATIONS = Path.of("docs", "operations.md");
  private static final Path OBSERVABILITY = Path.of("docs", "observability.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
    List<String> runbooks =
        Files.readAllLines(OPERATIONS).stream()
            .filter(line -> line.startsWith("### CamelKraken"))
            .map(line -> line.substring("### ".length()))
            .toList();
    List<String> names = new ArrayList<>();
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asText();
      names.add(name);
      assertThat(alert.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotEmpty();
    }

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    assertThat(runbooks).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void anAlertAboutAnEventNamesOneThatIsAnnounced() throws IOException {
    List<String> announced =
        JSON.readTree(Files.readString(Path.of("src/main/resources/schemas/event.json")))
            .at("/properties/event/examples")
            .valueStream()
            .map(JsonNode::asText)
            .toList();
    List<String> asked = new ArrayList<>();
    for (JsonNode alert : alerts()) {
      String expression = alert.path("expr").asText();
      if (expression.contains("kraken_events_total")) {
        asked.add(expression.replaceAll("(?s).*event=\"([A-Z_]+)\".*", "$1"));
      }
    }

    assertThat(asked).isNotEmpty();
    assertThat(announced).containsAll(asked);
  }

  @Test
  void theDashboardHasNoPanelWithoutAWordOnWhatItShows() throws IOException {
    JsonNode dashboard = JSON.readTree(Files.readString(MONITORING.resolve("dashboard.json")));
    for (JsonNode panel : dashboard.path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText())
            .as(panel.path("title").asText())
            .isNotEmpty();
        assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
      }
    }
    assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void thePageOfMetricsIsFoundFromThePageOfOperations() throws IOException {
    assertThat(Files.readString(OPERATIONS)).contains("observability.md");
    assertThat(Files.readString(OBSERVABILITY)).contains("operations.md#alerts");
  }

  @Test
  void anAlertFiresWhenItHasToAndAtNoOtherTime(@TempDir Path folder) throws IOException {
    Program promtool = new Program("promtool").orSkip("tries the alerts out");
    Path test = folder.resolve("alerts-test.yaml");
    Files.copy(Path.of("src", "test", "resources", "alerts-test.yaml"), test);
    JSON.writeValue(folder.resolve("rules.yaml").toFile(), rules());

    assertThat(promtool.run("test", "rules", test.toString())).contains("SUCCESS");
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    rules().path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private static JsonNode rules() throws IOException {
    return JSON.valueToTree(
            new Yaml()
                .<Map<String, Object>>load(Files.readString(MONITORING.resolve("alerts.yaml"))))
        .get("spec");
  }
}
