package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.auth.Permission;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** {@code Level3} (rest.md 2.9): one made-up order on each tick, stamped in nanoseconds. */
public final class Level3 implements PrivateEndpoint {
  private static final Set<Long> DEPTHS = Set.of(0L, 10L, 25L, 100L, 250L, 1000L);
  private static final long DEFAULT_DEPTH = 100;

  @Override
  public String name() {
    return "Level3";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_OPEN_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedPair pair =
        call.market()
            .find(call.parameters().required("pair"))
            .orElseThrow(() -> new KrakenError("EQuery:Unknown asset pair"));
    long depth = call.parameters().whole("depth").orElse(DEFAULT_DEPTH);
    if (!DEPTHS.contains(depth)) {
      throw Parameters.invalid("depth");
    }
    long levels = depth == 0 ? DEFAULT_DEPTH : depth;
    long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, call.now());
    ObjectNode result = JSON.objectNode().put("pair", pair.wsname());
    ArrayNode bids = result.putArray("bids");
    ArrayNode asks = result.putArray("asks");
    for (long level = 0; level < levels; level++) {
      BigDecimal away = pair.tick().multiply(BigDecimal.valueOf(level));
      bids.add(order("OBIDXX", level, pair.bid().subtract(away), nanos));
      asks.add(order("OASKXX", level, pair.ask().add(away), nanos));
    }
    return result;
  }

  private static ObjectNode order(String side, long level, BigDecimal price, long nanos) {
    return JSON.objectNode()
        .put("price", price.toPlainString())
        .put("qty", BigDecimal.valueOf(level + 1, 2).setScale(8).toPlainString())
        .put("order_id", "%s-LEVEL-%06d".formatted(side, level))
        .put("timestamp", nanos - level);
  }
}
