package io.github.camelkraken.sandbox.endpoint.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.account.LedgerEntry;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code Ledgers} (rest.md 3.12): the newest first. */
public final class Ledgers implements PrivateEndpoint {
  @Override
  public String name() {
    return "Ledgers";
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
    List<LedgerEntry> entries = new ArrayList<>(call.account().ledger());
    Collections.reverse(entries);
    Window window =
        new Window(
            call,
            id ->
                entries.stream()
                    .filter(entry -> entry.id().equals(id))
                    .map(LedgerEntry::at)
                    .findFirst());
    List<String> assets =
        call.parameters().list("asset").stream()
            .filter(name -> !name.equals("all"))
            .map(name -> asset(call, name))
            .toList();
    String type = call.parameters().text("type").orElse("all");
    List<LedgerEntry> found =
        entries.stream()
            .filter(entry -> assets.isEmpty() || assets.contains(entry.asset()))
            .filter(entry -> type.equals("all") || type.equals(entry.type()))
            .filter(entry -> window.contains(entry.at()))
            .toList();
    ObjectNode result = JSON.objectNode();
    ObjectNode page = result.putObject("ledger");
    window.page(found).forEach(entry -> page.set(entry.id(), LedgerView.of(entry)));
    return call.parameters().flag("without_count") ? result : result.put("count", found.size());
  }

  private static String asset(PrivateCall call, String name) {
    return call.market().asset(name).orElseThrow(() -> new KrakenError("EQuery:Unknown asset"));
  }
}
