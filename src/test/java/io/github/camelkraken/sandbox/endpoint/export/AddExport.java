package io.github.camelkraken.sandbox.endpoint.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** {@code AddExport} (rest.md 3.15). */
public final class AddExport implements PrivateEndpoint {
  @Override
  public String name() {
    return "AddExport";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.EXPORT_DATA);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    Parameters parameters = call.parameters();
    return JSON.objectNode()
        .put(
            "id",
            call.account()
                .exports()
                .add(
                    report(parameters),
                    parameters.required("description"),
                    parameters.text("format").orElse("CSV"),
                    parameters.text("fields").orElse("all"),
                    call.now())
                .id());
  }

  /** Which report a call is about. */
  static String report(Parameters parameters) {
    String report = parameters.required("report");
    if (!report.equals("trades") && !report.equals("ledgers")) {
      throw Parameters.invalid("report");
    }
    return report;
  }
}
