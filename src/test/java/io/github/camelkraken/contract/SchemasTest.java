package io.github.camelkraken.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Interval;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.requests.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schema is a good one, and says what the code says. */
class SchemasTest {
  /** These mean the same in draft-07, which is what most tools for AsyncAPI read. */
  private static final Set<String> ASSERTIONS =
      Set.of(
          "type",
          "enum",
          "const",
          "pattern",
          "format",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "items",
          "required",
          "properties",
          "propertyNames",
          "additionalProperties",
          "anyOf",
          "oneOf",
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "$ref");

  private static final Set<String> NOTES =
      Set.of("$schema", "$defs", "title", "description", "examples");

  static List<String> files() {
    return Schemas.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsASchemaOf2020(String file) {
    assertThat(Schemas.read(file).get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(Schemas.complaints(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void itSaysNothingThatAnOlderDraftWouldReadInAnotherWay(String file) {
    everySchema(
        file,
        (pointer, schema) -> {
          List<String> keywords = schema.properties().stream().map(Map.Entry::getKey).toList();
          assertThat(keywords)
              .as(file + "#" + pointer)
              .allMatch(keyword -> ASSERTIONS.contains(keyword) || NOTES.contains(keyword));
          assertThat(schema.path("items").isArray()).isFalse();
          if (schema.has("$ref")) {
            assertThat(keywords)
                .as("beside a reference, " + file + "#" + pointer)
                .allMatch(keyword -> keyword.equals("$ref") || NOTES.contains(keyword));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void anObjectSaysWhetherOtherFieldsMayCome(String file) {
    everySchema(
        file,
        (pointer, schema) -> {
          boolean isCondition = pointer.endsWith("/if");
          boolean isObject = schema.path("type").asText().equals("object");
          if (isObject && schema.has("properties") && !isCondition) {
            assertThat(schema.has("additionalProperties")).as(file + "#" + pointer).isTrue();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleIsValid(String file) {
    everySchema(
        file,
        (pointer, schema) ->
            schema
                .path("examples")
                .forEach(
                    example ->
                        assertThat(Schemas.complaints(Schemas.at(file + "#" + pointer), example))
                            .as(file + "#" + pointer + " " + example)
                            .isEmpty()));
  }

  @Test
  void statusesAreThoseOfTheCode() {
    assertThat(enumOf("result.json", "/properties/status"))
        .isEqualTo(Arrays.stream(Status.values()).map(Status::toString).toList());
    assertThat(enumOf("result.json", "/$defs/order/properties/status"))
        .isSubsetOf(enumOf("result.json", "/properties/status"));
    assertThat(enumOf("journal-entry.json", "/$defs/done/properties/status"))
        .isEqualTo(
            Arrays.stream(Status.values()).filter(Status::isFinal).map(Status::name).toList());
  }

  @Test
  void modesAreThoseOfTheCode() {
    List<String> modes = new ArrayList<>(enumOf("result.json", "/properties/mode"));

    assertThat(modes.remove("null")).as("there may be no such account").isTrue();
    assertThat(modes)
        .isEqualTo(Arrays.stream(TradingMode.values()).map(TradingMode::toString).toList());
  }

  @Test
  void intervalsAreThoseThatCanBeConfigured() {
    List<String> intervals = enumOf("candle.json", "/properties/interval");

    assertThat(intervals).hasSize(9).allMatch(minutes -> Interval.of(minutes) != null);
  }

  private static List<String> enumOf(String name, String pointer) {
    List<String> values = new ArrayList<>();
    Schemas.read(Schemas.file(name)).at(pointer + "/enum").forEach(one -> values.add(one.asText()));
    assertThat(values).isNotEmpty();
    return values;
  }

  /** Visits a schema and all schemas within it, each with its pointer. */
  private static void everySchema(String file, BiConsumer<String, JsonNode> visitor) {
    visit("", Schemas.read(file), visitor);
  }

  private static void visit(String pointer, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
    if (!schema.isObject()) {
      return;
    }
    visitor.accept(pointer, schema);
    for (String byName : List.of("properties", "$defs")) {
      schema
          .path(byName)
          .properties()
          .forEach(
              entry ->
                  visit(
                      pointer + "/" + byName + "/" + escaped(entry.getKey()),
                      entry.getValue(),
                      visitor));
    }
    for (String list : List.of("anyOf", "oneOf", "allOf")) {
      for (int i = 0; i < schema.path(list).size(); i++) {
        visit(pointer + "/" + list + "/" + i, schema.path(list).get(i), visitor);
      }
    }
    for (String one :
        List.of("items", "propertyNames", "additionalProperties", "not", "if", "then", "else")) {
      visit(pointer + "/" + one, schema.path(one), visitor);
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
