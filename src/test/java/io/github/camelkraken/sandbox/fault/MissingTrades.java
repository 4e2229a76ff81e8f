package io.github.camelkraken.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** A Trades answer that lacks the trades of a range of ids. */
public record MissingTrades(long from, long to) implements Fault {
  private static final int ID = 6;

  @Override
  public void strike(Call call) {
    ObjectNode envelope = call.envelope();
    for (JsonNode rows : envelope.get("result")) {
      for (Iterator<JsonNode> row = rows.iterator(); row.hasNext(); ) {
        long id = row.next().get(ID).asLong();
        if (id >= from && id <= to) {
          row.remove();
        }
      }
    }
    call.send(
        200,
        Map.of("Content-Type", "application/json"),
        envelope.toString().getBytes(StandardCharsets.UTF_8));
  }
}
