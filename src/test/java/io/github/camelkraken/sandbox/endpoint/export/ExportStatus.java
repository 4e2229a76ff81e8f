package io.github.camelkraken.sandbox.endpoint.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.camelkraken.sandbox.account.Exports.Export;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code ExportStatus} (rest.md 3.15). */
public final class ExportStatus implements PrivateEndpoint {
  @Override
  public String name() {
    return "ExportStatus";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.EXPORT_DATA);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    ArrayNode result = JSON.arrayNode();
    for (Export export : call.account().exports().of(AddExport.report(call.parameters()))) {
      String at = String.valueOf(export.at().getEpochSecond());
      result
          .addObject()
          .put("id", export.id())
          .put("descr", export.description())
          .put("format", export.format())
          .put("report", export.report())
          .put("subtype", "all")
          .put("status", "Processed")
          .put("fields", export.fields())
          .put("createdtm", at)
          .put("starttm", at)
          .put("completedtm", at)
          .put("datastarttm", "0")
          .put("dataendtm", at)
          .put("asset", "all");
    }
    return result;
  }
}
