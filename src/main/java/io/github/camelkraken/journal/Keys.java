package io.github.camelkraken.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Account;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PrivateCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** The keys of the journal, and what makes two requests the same. */
final class Keys {
  private static final String IDENTITY = "req:";
  private static final String STOPPED = "stopped:";
  private static final String ORDER = "cl_ord_id:";
  private static final List<String> MARKS = List.of(IDENTITY, STOPPED, ORDER);

  private Keys() {}

  /**
   * Under what a call is known once it may have taken effect: the {@code cl_ord_id} of each order
   * that it places, or else the request's identity. What acts on the moment (CancelAll, the dead
   * man's switch) is another call each time that it is asked for, so its place is its identity.
   */
  static List<String> of(Request request, PrivateCall call) {
    List<String> placed = OrderNames.placed(call);
    if (!placed.isEmpty()) {
      return placed.stream().map(id -> order(call.account(), id)).toList();
    }
    String identity = call.row().takes(Feature.ONLY_URGENT) ? request.place() : request.id();
    return List.of(prefix(call.account()) + IDENTITY + identity);
  }

  /** Of one order; an id that looks like another kind of key is kept apart from those. */
  static String order(String account, String clOrdId) {
    boolean marked = MARKS.stream().anyMatch(clOrdId::startsWith);
    return prefix(account) + (marked ? ORDER : "") + clOrdId;
  }

  /** Of the newest cancel of one order. */
  static String stopped(String account, String clOrdId) {
    return prefix(account) + STOPPED + clOrdId;
  }

  /** Of a record that was answered without a call. No cl_ord_id is as long. */
  static String answered(Request request) {
    return prefix(request.account()) + "answered:" + request.place();
  }

  static String waiting(Request request) {
    return prefix(request.account()) + "waiting:" + request.place();
  }

  /** Of the newest CancelAll. No cl_ord_id is as long and has no hexadecimal digits only. */
  static String everyOrder(String account) {
    return prefix(account) + "every-order-of-the-account";
  }

  /** The same for the same JSON, whatever the order of its fields and its white space. */
  static String body(Request request) {
    try {
      byte[] canonical = Json.write(json -> json.writeTree(sorted(Json.read(request.value()))));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    } catch (UncheckedIOException impossible) {
      throw new IllegalStateException("it was read as JSON before", impossible);
    }
  }

  private static String prefix(String account) {
    return account + Account.END_OF_NAME;
  }

  private static JsonNode sorted(JsonNode node) throws IOException {
    if (node.isObject()) {
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      for (var field : fields.entrySet()) {
        sorted.set(field.getKey(), sorted(field.getValue()));
      }
      return sorted;
    }
    if (node.isArray()) {
      ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        sorted.add(sorted(element));
      }
      return sorted;
    }
    return node;
  }
}
