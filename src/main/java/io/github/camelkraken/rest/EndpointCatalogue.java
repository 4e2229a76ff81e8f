package io.github.camelkraken.rest;

import static io.github.camelkraken.rest.Effect.NONE;
import static io.github.camelkraken.rest.Effect.ONCE;
import static io.github.camelkraken.rest.Effect.REPEATABLE;
import static io.github.camelkraken.rest.Encoding.FORM;
import static io.github.camelkraken.rest.Encoding.JSON;
import static io.github.camelkraken.rest.Endpoint.Feature.BATCH;
import static io.github.camelkraken.rest.Endpoint.Feature.CHANGES_IF_NEW;
import static io.github.camelkraken.rest.Endpoint.Feature.DEADLINE;
import static io.github.camelkraken.rest.Endpoint.Feature.LASTING;
import static io.github.camelkraken.rest.Endpoint.Feature.ONLY_URGENT;
import static io.github.camelkraken.rest.Endpoint.Feature.URGENT;
import static io.github.camelkraken.rest.Endpoint.Feature.VALIDATE;
import static io.github.camelkraken.rest.Group.ACCOUNT;
import static io.github.camelkraken.rest.Group.FUNDING;
import static io.github.camelkraken.rest.Group.INTERNAL;
import static io.github.camelkraken.rest.Group.ORDERS;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every private endpoint of Kraken's that the gateway knows (rest.md 2.9, 3 to 8 and 10), one row
 * each: what a row says is all that is needed to serve it. Where Kraken's pages differ on a cost,
 * the higher one stands here.
 */
public final class EndpointCatalogue {
  private static final String TRADE = "modify-trades";
  private static final String TRADE_OR_CANCEL = "modify-trades|close-trades";
  private static final String CANCEL = "close-trades";
  private static final String OPEN = "query-open-trades";
  private static final String CLOSED = "query-closed-trades";
  private static final String OPEN_OR_CLOSED = "query-open-trades|query-closed-trades";
  private static final String FUNDS = "query-funds";
  private static final String LEDGER = "query-ledger";
  private static final String WITHDRAW = "withdraw-funds";
  private static final String EARN = "earn-funds";
  private static final String EXPORT = "export-data";

  /** What one order consists of, also each of a batch (rest.md 4.1 and 4.2). */
  static final String ORDER =
      "userref cl_ord_id ordertype! type! volume! displayvol price price2 trigger leverage"
          + " reduce_only stptype oflags timeinforce starttm expiretm close";

  private static final String PAGE =
      " start end ofs without_count rebase_multiplier with_cursor cursor limit";

  private static final Map<String, Endpoint> ROWS = new LinkedHashMap<>();

  static {
    // spotless:off
    add(row("AddOrder", ORDERS, FORM, ONCE).with(VALIDATE, DEADLINE).costs(0, EngineCost.ADD).needs(TRADE)
        .with(ORDER + " pair! asset_class deadline validate broker"));
    add(row("AddOrderBatch", ORDERS, JSON, ONCE).with(VALIDATE, DEADLINE, BATCH).costs(1, EngineCost.BATCH_ADD).needs(TRADE, CANCEL)
        .with("orders! pair! asset_class deadline validate broker"));
    add(row("AmendOrder", ORDERS, FORM, ONCE).with(DEADLINE).costs(1, EngineCost.AMEND).needs(TRADE_OR_CANCEL)
        .with("txid cl_ord_id order_qty display_qty limit_price trigger_price pair post_only deadline"));
    add(row("EditOrder", ORDERS, FORM, ONCE).with(VALIDATE, DEADLINE).costs(1, EngineCost.EDIT).needs(TRADE, CANCEL)
        .with("txid! pair! volume displayvol price price2 oflags userref asset_class deadline cancel_response validate"));
    add(row("CancelOrder", ORDERS, FORM, REPEATABLE).with(URGENT, LASTING).costs(0, EngineCost.CANCEL).needs(TRADE_OR_CANCEL)
        .with("txid cl_ord_id"));
    add(row("CancelOrderBatch", ORDERS, JSON, REPEATABLE).with(URGENT, LASTING).costs(1, EngineCost.BATCH_CANCEL).needs(TRADE_OR_CANCEL)
        .with("orders cl_ord_ids"));
    add(row("CancelAll", ORDERS, FORM, REPEATABLE).with(ONLY_URGENT).costs(1, EngineCost.NONE).needs(TRADE_OR_CANCEL));
    add(row("CancelAllOrdersAfter", ORDERS, FORM, REPEATABLE).with(ONLY_URGENT).costs(1, EngineCost.NONE).needs(TRADE_OR_CANCEL)
        .with("timeout!"));

    add(row("Balance", ACCOUNT, FORM, NONE).needs(FUNDS).with("rebase_multiplier"));
    add(row("BalanceEx", ACCOUNT, FORM, NONE).needs(FUNDS).with("rebase_multiplier"));
    add(row("CreditLines", ACCOUNT, FORM, NONE).needs(FUNDS).with("rebase_multiplier"));
    add(row("TradeBalance", ACCOUNT, FORM, NONE).needs(OPEN).with("asset rebase_multiplier"));
    add(row("OpenOrders", ACCOUNT, FORM, NONE).needs(OPEN).with("trades userref cl_ord_id rebase_multiplier with_cursor cursor limit"));
    add(row("ClosedOrders", ACCOUNT, FORM, NONE).costs(2, EngineCost.NONE).needs(CLOSED)
        .with("trades userref cl_ord_id closetime consolidate_taker" + PAGE));
    add(row("QueryOrders", ACCOUNT, FORM, NONE).needs(OPEN_OR_CLOSED).with("txid! trades userref consolidate_taker rebase_multiplier"));
    add(row("OrderAmends", ACCOUNT, FORM, NONE).needs(OPEN_OR_CLOSED).with("order_id! rebase_multiplier"));
    add(row("TradesHistory", ACCOUNT, FORM, NONE).costs(4, EngineCost.NONE).needs(CLOSED)
        .with("type trades consolidate_taker ledgers pair asset_class" + PAGE));
    add(row("QueryTrades", ACCOUNT, FORM, NONE).costs(4, EngineCost.NONE).needs(CLOSED).with("txid! trades rebase_multiplier"));
    add(row("OpenPositions", ACCOUNT, FORM, NONE).needs(OPEN).with("txid docalcs consolidation rebase_multiplier"));
    add(row("Ledgers", ACCOUNT, FORM, NONE).costs(4, EngineCost.NONE).needs(LEDGER).with("asset aclass type" + PAGE));
    add(row("QueryLedgers", ACCOUNT, FORM, NONE).costs(4, EngineCost.NONE).needs(LEDGER).with("id! trades rebase_multiplier"));
    add(row("TradeVolume", ACCOUNT, FORM, NONE).needs(FUNDS).with("pair asset_class fee_schedule rebase_multiplier"));
    add(row("AddExport", ACCOUNT, FORM, REPEATABLE).needs(EXPORT).with("report! description! format fields starttm endtm"));
    add(row("ExportStatus", ACCOUNT, FORM, NONE).needs(EXPORT).with("report!"));
    add(row("RemoveExport", ACCOUNT, FORM, REPEATABLE).needs(EXPORT).with("id! type!"));
    add(row("GetApiKeyInfo", ACCOUNT, FORM, NONE));
    add(row("ListWalletAccounts", ACCOUNT, FORM, NONE));
    add(row("Level3", ACCOUNT, JSON, NONE).needs(OPEN).with("pair! depth"));
    add(row("Earn/Strategies", ACCOUNT, FORM, NONE).with("ascending asset cursor limit lock_type"));
    add(row("Earn/Allocations", ACCOUNT, FORM, NONE).needs(FUNDS).with("ascending converted_asset hide_zero_allocations"));
    add(row("Earn/AllocateStatus", ACCOUNT, FORM, NONE).needs(EARN + "|" + FUNDS).with("strategy_id!"));
    add(row("Earn/DeallocateStatus", ACCOUNT, FORM, NONE).needs(EARN + "|" + FUNDS).with("strategy_id!"));

    add(row("DepositMethods", FUNDING, FORM, NONE).needs(FUNDS, "add-funds").with("asset! aclass rebase_multiplier"));
    add(row("DepositAddresses", FUNDING, FORM, ONCE).with(CHANGES_IF_NEW).needs(FUNDS).with("asset! method! aclass new amount"));
    add(row("DepositStatus", FUNDING, FORM, NONE).needs(FUNDS).with("asset aclass method start end cursor limit rebase_multiplier"));
    add(row("WithdrawMethods", FUNDING, FORM, NONE).needs(FUNDS, WITHDRAW).with("asset aclass network rebase_multiplier"));
    add(row("WithdrawAddresses", FUNDING, FORM, NONE).needs(FUNDS, WITHDRAW).with("asset aclass method key verified"));
    add(row("WithdrawInfo", FUNDING, FORM, NONE).needs(FUNDS, WITHDRAW).with("asset! key! amount!"));
    add(row("Withdraw", FUNDING, FORM, ONCE).needs(WITHDRAW).with("asset! key! amount! aclass address max_fee rebase_multiplier"));
    add(row("WithdrawStatus", FUNDING, FORM, NONE).needs(WITHDRAW + "|" + LEDGER)
        .with("asset aclass method start end cursor limit rebase_multiplier"));
    add(row("WithdrawCancel", FUNDING, FORM, REPEATABLE).with(LASTING).needs(WITHDRAW).with("asset! refid!"));
    add(row("WalletTransfer", FUNDING, FORM, ONCE).needs(FUNDS).with("asset! from! to! amount!"));
    add(row("CreateSubaccount", FUNDING, FORM, ONCE).needs(WITHDRAW).with("username! email!"));
    add(row("AccountTransfer", FUNDING, FORM, ONCE).needs(WITHDRAW).with("asset! amount! from! to! asset_class"));
    add(row("Earn/Allocate", FUNDING, FORM, ONCE).needs(EARN).with("amount! strategy_id!"));
    add(row("Earn/Deallocate", FUNDING, FORM, ONCE).needs(EARN).with("amount! strategy_id!"));

    add(row("GetWebSocketsToken", INTERNAL, FORM, NONE).needs("create-ws-token"));
    add(row("RetrieveExport", INTERNAL, FORM, NONE).needs(EXPORT).with("id!"));
    // spotless:on
  }

  /** One order of a batch has the parameters of an order by itself. */
  public static final Endpoint BATCH_ELEMENT = row("orders[]", INTERNAL, JSON, ONCE).with(ORDER);

  /** The only parameters of a conditional close (rest.md 4.1). */
  public static final Endpoint CLOSE =
      row("close", INTERNAL, FORM, ONCE).with("ordertype! price price2");

  private EndpointCatalogue() {}

  public static Optional<Endpoint> find(String name) {
    return Optional.ofNullable(ROWS.get(name));
  }

  /**
   * An endpoint that the gateway calls by itself.
   *
   * @throws java.util.NoSuchElementException if there is no such row
   */
  public static Endpoint get(String name) {
    return find(name).orElseThrow();
  }

  public static Collection<Endpoint> all() {
    return ROWS.values();
  }

  private static Endpoint row(String name, Group group, Encoding encoding, Effect effect) {
    return new Endpoint(
        name,
        group,
        encoding,
        effect,
        Set.of(),
        1,
        EngineCost.NONE,
        Permissions.of(),
        Set.of(),
        Set.of());
  }

  private static void add(Endpoint endpoint) {
    ROWS.put(endpoint.name(), endpoint);
  }
}
