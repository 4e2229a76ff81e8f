package io.github.camelkraken.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON of tests, read as the gateway reads it. */
public final class Parsed {
  private Parsed() {}

  public static JsonNode json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  public static JsonNode json(byte[] utf8) {
    try {
      return Json.read(utf8);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }
}
