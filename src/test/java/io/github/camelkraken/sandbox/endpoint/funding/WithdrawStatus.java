package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.Withdrawal;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code WithdrawStatus} (rest.md 5): the newest first; an object with {@code cursor}. */
public final class WithdrawStatus implements PrivateEndpoint {
  @Override
  public String name() {
    return "WithdrawStatus";
  }

  @Override
  public Permission permission() {
    return Permission.any(Permission.WITHDRAW_FUNDS, Permission.QUERY_LEDGER);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    Optional<String> asset =
        call.parameters().text("asset").map(name -> WithdrawalRequest.asset(call));
    List<Withdrawal> newestFirst = new ArrayList<>(call.account().withdrawals());
    Collections.reverse(newestFirst);
    ArrayNode withdrawals = JSON.arrayNode();
    newestFirst.stream()
        .filter(withdrawal -> asset.isEmpty() || asset.get().equals(withdrawal.asset()))
        .forEach(withdrawal -> withdrawals.add(view(withdrawal)));
    if (call.parameters().text("cursor").isEmpty()) {
      return withdrawals;
    }
    ObjectNode result = JSON.objectNode();
    result.set("withdrawals", withdrawals);
    return result.putNull("next_cursor");
  }

  private static ObjectNode view(Withdrawal withdrawal) {
    ObjectNode view =
        JSON.objectNode()
            .put("method", withdrawal.asset())
            .put("network", withdrawal.asset())
            .put("aclass", "currency")
            .put("asset", withdrawal.asset())
            .put("refid", withdrawal.refid())
            .put("txid", withdrawal.refid().toLowerCase(Locale.ROOT))
            .put("info", "simulated address")
            .put("amount", withdrawal.amount().subtract(withdrawal.fee()).toPlainString())
            .put("fee", withdrawal.fee().toPlainString())
            .put("time", withdrawal.at().getEpochSecond())
            .put("status", withdrawal.canceled() ? "Failure" : "Pending")
            .put("key", withdrawal.key());
    return withdrawal.canceled() ? view.put("status-prop", "canceled") : view;
  }
}
