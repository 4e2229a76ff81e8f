package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.auth.SimulatedKey;

/** {@code GetApiKeyInfo} (rest.md 3.16), in the form that clients have seen. */
public final class GetApiKeyInfo implements PrivateEndpoint {
  @Override
  public String name() {
    return "GetApiKeyInfo";
  }

  @Override
  public Permission permission() {
    return Permission.NONE;
  }

  @Override
  public JsonNode result(PrivateCall call) {
    SimulatedKey key = call.key();
    String created = String.valueOf(key.created().getEpochSecond());
    ObjectNode result =
        JSON.objectNode()
            .put("api_key_name", key.name())
            .put("api_key", key.key())
            .put("nonce", key.highestNonce())
            .put("nonce_window", "0");
    key.permissions().forEach(result.putArray("permissions")::add);
    result
        .put("iban", "AA00 N84G SIML ATED")
        .put("valid_until", "0")
        .put("query_from", "0")
        .put("query_to", "0")
        .put("created_time", created)
        .put("modified_time", created);
    result.putArray("ip_allowlist");
    return result.put("last_used", String.valueOf(key.lastUsed().getEpochSecond()));
  }
}
