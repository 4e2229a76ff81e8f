package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a private call asks for, whether it came as a form or as JSON. In a form {@code
 * close[price]} is the field {@code price} of {@code close} (rest.md 1).
 */
public final class Parameters {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final ObjectNode fields;

  private Parameters(ObjectNode fields) {
    this.fields = fields;
  }

  /** Reads a body as its content type says; what cannot be read has no parameters. */
  public static Parameters of(String contentType, byte[] body) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return new Parameters(type.startsWith("application/json") ? json(body) : form(body));
  }

  /** Everything that was sent; texts where a form was. */
  public ObjectNode json() {
    return fields;
  }

  public Optional<String> text(String name) {
    JsonNode value = fields.get(name);
    if (value == null || value.isNull() || value.isContainerNode()) {
      return Optional.empty();
    }
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /**
   * A parameter that has to be there.
   *
   * @throws KrakenError that names it
   */
  public String required(String name) {
    return text(name).orElseThrow(() -> invalid(name));
  }

  /** True only for {@code true} and {@code 1}. */
  public boolean flag(String name) {
    return text(name)
        .map(
            value ->
                switch (value) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw invalid(name);
                })
        .orElse(false);
  }

  public Optional<BigDecimal> number(String name) {
    try {
      return text(name).map(BigDecimal::new);
    } catch (NumberFormatException notANumber) {
      throw invalid(name);
    }
  }

  public Optional<Long> whole(String name) {
    try {
      return text(name).map(Long::valueOf);
    } catch (NumberFormatException notANumber) {
      throw invalid(name);
    }
  }

  /** A list, separated by commas in a form and an array in JSON. */
  public List<String> list(String name) {
    JsonNode value = fields.get(name);
    List<String> texts = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(element -> texts.add(element.asText()));
    } else {
      text(name).ifPresent(list -> texts.addAll(List.of(list.split(","))));
    }
    return texts;
  }

  /** The fields of a nested object, if there is one. */
  public Optional<Parameters> nested(String name) {
    return fields.get(name) instanceof ObjectNode object
        ? Optional.of(new Parameters(object))
        : Optional.empty();
  }

  /** The objects of an array. */
  public List<Parameters> elements(String name) {
    JsonNode array = fields.get(name);
    if (array == null || !array.isArray()) {
      throw invalid(name);
    }
    List<Parameters> elements = new ArrayList<>();
    for (JsonNode element : array) {
      if (!(element instanceof ObjectNode object)) {
        throw invalid(name);
      }
      elements.add(new Parameters(object));
    }
    return elements;
  }

  /** The error for a parameter that is missing or wrong. */
  public static KrakenError invalid(String name) {
    return new KrakenError("EGeneral:Invalid arguments:" + name);
  }

  private static ObjectNode json(byte[] body) {
    try {
      return MAPPER.readTree(body) instanceof ObjectNode object ? object : none();
    } catch (IOException notJson) {
      return none();
    }
  }

  private static ObjectNode form(byte[] body) {
    ObjectNode fields = none();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(fields, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static void put(ObjectNode fields, String name, String value) {
    int bracket = name.indexOf('[');
    if (bracket > 0 && name.endsWith("]")) {
      fields
          .withObject("/" + name.substring(0, bracket))
          .put(name.substring(bracket + 1, name.length() - 1), value);
    } else {
      fields.put(name, value);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return text;
    }
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }
}
