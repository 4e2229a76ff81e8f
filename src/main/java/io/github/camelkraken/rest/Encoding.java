package io.github.camelkraken.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How an endpoint takes its parameters (auth.md 4 and 5). */
public enum Encoding {
  /** A form: {@code close[price]} for a nested value, {@code lock_type[]} for a list. */
  FORM("application/x-www-form-urlencoded; charset=utf-8") {
    @Override
    public byte[] body(String nonce, ObjectNode parameters) {
      List<String> fields = new ArrayList<>();
      fields.add("nonce=" + nonce);
      parameters.properties().forEach(entry -> add(fields, entry.getKey(), entry.getValue()));
      return String.join("&", fields).getBytes(StandardCharsets.US_ASCII);
    }
  },
  /** A JSON object; the nonce is text, because a number of its size is not safe everywhere. */
  JSON("application/json") {
    @Override
    public byte[] body(String nonce, ObjectNode parameters) {
      ObjectNode whole = JsonNodeFactory.instance.objectNode().put("nonce", nonce);
      whole.setAll(parameters);
      return Json.write(json -> json.writeTree(whole));
    }
  };

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  /** Value of the header {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** The exact bytes that are signed and sent. */
  public abstract byte[] body(String nonce, ObjectNode parameters);

  private static void add(List<String> fields, String name, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> add(fields, name + "[" + entry.getKey() + "]", entry.getValue()));
    } else if (value.isArray()) {
      value.forEach(element -> add(fields, name + "[]", element));
    } else {
      fields.add(encoded(name) + "=" + encoded(plain(value)));
    }
  }

  /** Never with an exponent, which a small decimal has as text. */
  private static String plain(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
