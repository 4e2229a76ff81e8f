package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The error strings of an answer. */
final class Errors {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BEGIN = "{\"error\":[\"";

  private Errors() {}

  /** Reads no more than it must: most answers are without errors. */
  static List<String> of(byte[] body) {
    int length = Math.min(body.length, BEGIN.length());
    if (!new String(body, 0, length, StandardCharsets.UTF_8).equals(BEGIN)) {
      return List.of();
    }
    try {
      List<String> errors = new ArrayList<>();
      for (JsonNode error : MAPPER.readTree(body).get("error")) {
        errors.add(error.asText());
      }
      return errors;
    } catch (IOException truncated) {
      return List.of();
    }
  }
}
