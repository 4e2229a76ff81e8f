package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.fault.Faults;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a person at a shell can ask of the simulated exchange, and make it do. */
final class Control {
  static final String PATH = "/sandbox/";

  private static final byte[] EMPTY = {};

  private final Faults faults;
  private final CallLog<ReceivedCall> calls;
  private final CallLog<ReceivedPrivateCall> privateCalls;

  Control(Faults faults, CallLog<ReceivedCall> calls, CallLog<ReceivedPrivateCall> privateCalls) {
    this.faults = faults;
    this.calls = calls;
    this.privateCalls = privateCalls;
  }

  void obey(HttpServerRequest request, HttpCall connection) {
    String command = request.method().name() + " " + request.path().substring(PATH.length());
    try {
      switch (command) {
        case "GET calls" -> connection.send(200, HttpCall.JSON, bytes(calls()));
        case "GET private-calls" -> connection.send(200, HttpCall.JSON, bytes(privateCalls()));
        case "POST faults" -> {
          String times = request.getParam("times", "1");
          faults.script(
              request.getParam("endpoint", "*"),
              Faults.named(request.getParam("fault", "")),
              times.equals("forever") ? Faults.FOR_EVER : Integer.parseInt(times));
          connection.send(204, Map.of(), EMPTY);
        }
        case "DELETE faults" -> {
          faults.clear();
          connection.send(204, Map.of(), EMPTY);
        }
        default -> connection.send(404, Map.of(), EMPTY);
      }
    } catch (IllegalArgumentException wrong) {
      connection.send(400, Map.of(), wrong.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private JsonNode calls() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ReceivedCall call : calls.all()) {
      ObjectNode entry = array.addObject().put("at", call.at().toString());
      entry.put("endpoint", call.endpoint());
      call.query().forEach(entry.putObject("query")::put);
    }
    return array;
  }

  private JsonNode privateCalls() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ReceivedPrivateCall call : privateCalls.all()) {
      ObjectNode entry = array.addObject().put("at", call.at().toString());
      entry.put("endpoint", call.endpoint());
      entry.set("parameters", call.json());
      entry.put("answered", call.isAnswered());
      call.errors().forEach(entry.putArray("errors")::add);
    }
    return array;
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
