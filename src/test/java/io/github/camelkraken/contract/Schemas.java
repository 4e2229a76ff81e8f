package io.github.camelkraken.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.github.camelkraken.rest.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The documents of the contract: {@code asyncapi.yaml} and the schemas.
 *
 * <p>A reader of records has to bear fields that it does not know, which the schemas say by {@code
 * "additionalProperties": true}. Here a field that nobody has described is a mistake, so what is
 * validated here is validated as if that were false. Fields of Kraken's and of others are described
 * by a schema in that place, and are borne here too.
 */
public final class Schemas {
  /** The document that says which record is on which topic. */
  public static final String ASYNCAPI = "asyncapi.yaml";

  private static final Path FOLDER = Path.of("src", "main", "resources", "schemas");
  private static final String BASE = "https://contract.test/";
  private static final String OTHERS = "additionalProperties";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry
                  .schemas(Schemas::strict)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private Schemas() {}

  /** The schemas' files, each as a path within the project. */
  public static List<String> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The file of a schema, as a path within the project. */
  public static String file(String name) {
    return FOLDER.resolve(name).toString();
  }

  /** A document as it is published. */
  public static JsonNode read(String file) {
    try {
      String text = Files.readString(Path.of(file));
      return file.endsWith(".yaml") ? new YAMLMapper().readTree(text) : Parsed.json(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The schema at a place within the project.
   *
   * @param place a file, and perhaps {@code #} and a JSON pointer
   */
  public static Schema at(String place) {
    return REGISTRY.getSchema(SchemaLocation.of(BASE + place));
  }

  /** What is wrong with a value, one line each; nothing if it is valid. */
  public static List<String> complaints(Schema schema, JsonNode value) {
    return schema.validate(value).stream().map(Schemas::told).distinct().toList();
  }

  /** What is wrong with a schema, by the dialect that all of them are written in. */
  static List<String> complaints(String file) {
    String dialect = SpecificationVersion.DRAFT_2020_12.getDialectId();
    return complaints(REGISTRY.getSchema(SchemaLocation.of(dialect)), read(file));
  }

  private static String told(Error error) {
    String where = error.getInstanceLocation().toString();
    return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
  }

  private static String strict(String iri) {
    if (!iri.startsWith(BASE)) {
      return null;
    }
    JsonNode document = read(iri.substring(BASE.length()));
    refuseOthers(document);
    return document.toString();
  }

  private static void refuseOthers(JsonNode node) {
    if (node instanceof ObjectNode object && object.path(OTHERS).asBoolean()) {
      object.put(OTHERS, false);
    }
    node.forEach(Schemas::refuseOthers);
  }
}
