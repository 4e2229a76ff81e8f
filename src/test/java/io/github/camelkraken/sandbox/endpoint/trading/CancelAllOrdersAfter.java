package io.github.camelkraken.sandbox.endpoint.trading;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code CancelAllOrdersAfter} (rest.md 4.8): one timer for the account; 0 switches it off. */
public final class CancelAllOrdersAfter implements PrivateEndpoint {
  private static final long DAY = 86_400;

  @Override
  public String name() {
    return "CancelAllOrdersAfter";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.MODIFY_TRADES, Permission.CLOSE_TRADES);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    long timeout =
        call.parameters().whole("timeout").orElseThrow(() -> Parameters.invalid("timeout"));
    if (timeout < 0 || timeout >= DAY) {
      throw Parameters.invalid("timeout");
    }
    Instant now = call.now().truncatedTo(ChronoUnit.SECONDS);
    Instant trigger = timeout == 0 ? null : now.plusSeconds(timeout);
    call.account().cancelAllAt(trigger);
    return JSON.objectNode()
        .put("currentTime", now.toString())
        .put("triggerTime", trigger == null ? "0" : trigger.toString());
  }
}
