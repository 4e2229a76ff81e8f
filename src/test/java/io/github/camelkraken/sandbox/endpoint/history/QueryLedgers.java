package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.LedgerEntry;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.Parameters;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.List;

/** {@code QueryLedgers} (rest.md 3.13). */
public final class QueryLedgers implements PrivateEndpoint {
  private static final int MOST = 20;

  @Override
  public String name() {
    return "QueryLedgers";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_LEDGER);
  }

  @Override
  public int cost() {
    return 2;
  }

  @Override
  public JsonNode result(PrivateCall call) {
    List<String> ids = call.parameters().list("id");
    if (ids.isEmpty() || ids.size() > MOST) {
      throw Parameters.invalid("id");
    }
    ObjectNode result = JSON.objectNode();
    for (LedgerEntry entry : call.account().ledger()) {
      if (ids.contains(entry.id())) {
        result.set(entry.id(), LedgerView.of(entry));
      }
    }
    return result;
  }
}
