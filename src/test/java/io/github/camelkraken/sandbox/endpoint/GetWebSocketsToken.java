package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import java.util.UUID;

/** {@code GetWebSocketsToken} (rest.md 8). */
public final class GetWebSocketsToken implements PrivateEndpoint {
  private static final int SECONDS = 900;

  @Override
  public String name() {
    return "GetWebSocketsToken";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.CREATE_WS_TOKEN);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    return JSON.objectNode().put("token", "simulated/" + UUID.randomUUID()).put("expires", SECONDS);
  }
}
