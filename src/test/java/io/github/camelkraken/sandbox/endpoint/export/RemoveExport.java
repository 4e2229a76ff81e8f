package io.github.camelkraken.sandbox.endpoint.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code RemoveExport} (rest.md 3.15). */
public final class RemoveExport implements PrivateEndpoint {
  @Override
  public String name() {
    return "RemoveExport";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.EXPORT_DATA);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    String id = call.parameters().required("id");
    String type = call.parameters().required("type");
    if (!type.equals("delete") && !type.equals("cancel")) {
      throw Parameters.invalid("type");
    }
    return JSON.objectNode().put(type, call.account().exports().remove(id));
  }
}
