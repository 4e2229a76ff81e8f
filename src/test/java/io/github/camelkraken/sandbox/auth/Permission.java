package io.github.camelkraken.sandbox.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What an endpoint asks of a key (auth.md 8, rest.md 9). */
@FunctionalInterface
public interface Permission {
  String QUERY_FUNDS = "query-funds";
  String ADD_FUNDS = "add-funds";
  String WITHDRAW_FUNDS = "withdraw-funds";
  String EARN_FUNDS = "earn-funds";
  String QUERY_OPEN_TRADES = "query-open-trades";
  String QUERY_CLOSED_TRADES = "query-closed-trades";
  String MODIFY_TRADES = "modify-trades";
  String CLOSE_TRADES = "close-trades";
  String QUERY_LEDGER = "query-ledger";
  String EXPORT_DATA = "export-data";
  String CREATE_WS_TOKEN = "create-ws-token";

  /** All that do not move money off the exchange. */
  List<String> WITHOUT_WITHDRAWING =
      List.of(
          QUERY_FUNDS,
          ADD_FUNDS,
          EARN_FUNDS,
          QUERY_OPEN_TRADES,
          QUERY_CLOSED_TRADES,
          MODIFY_TRADES,
          CLOSE_TRADES,
          QUERY_LEDGER,
          EXPORT_DATA,
          CREATE_WS_TOKEN);

  /** Any valid key will do. */
  Permission NONE = granted -> true;

  /** Whether a key with these permissions may make the call. */
  boolean suffices(Set<String> granted);

  static Permission all(String... needed) {
    return granted -> granted.containsAll(List.of(needed));
  }

  static Permission any(String... enough) {
    return granted -> Arrays.stream(enough).anyMatch(granted::contains);
  }
}
