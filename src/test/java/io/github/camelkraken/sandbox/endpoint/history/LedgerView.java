package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.LedgerEntry;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;

/** A ledger entry in Kraken's shape (rest.md 3.12). */
final class LedgerView {
  private LedgerView() {}

  static ObjectNode of(LedgerEntry entry) {
    return PrivateEndpoint.JSON
        .objectNode()
        .put("refid", entry.refid())
        .put("time", Seconds.of(entry.at()))
        .put("type", entry.type())
        .put("subtype", "")
        .put("aclass", "currency")
        .put("asset", entry.asset())
        .put("amount", entry.amount().toPlainString())
        .put("fee", entry.fee().toPlainString())
        .put("balance", entry.balance().toPlainString());
  }
}
