package io.github.camelkraken.sandbox.endpoint;

import io.github.camelkraken.sandbox.endpoint.export.AddExport;
import io.github.camelkraken.sandbox.endpoint.export.ExportStatus;
import io.github.camelkraken.sandbox.endpoint.export.RemoveExport;
import io.github.camelkraken.sandbox.endpoint.export.RetrieveExport;
import io.github.camelkraken.sandbox.endpoint.funding.Balance;
import io.github.camelkraken.sandbox.endpoint.funding.BalanceEx;
import io.github.camelkraken.sandbox.endpoint.funding.TradeBalance;
import io.github.camelkraken.sandbox.endpoint.funding.TradeVolume;
import io.github.camelkraken.sandbox.endpoint.funding.WalletTransfer;
import io.github.camelkraken.sandbox.endpoint.funding.Withdraw;
import io.github.camelkraken.sandbox.endpoint.funding.WithdrawCancel;
import io.github.camelkraken.sandbox.endpoint.funding.WithdrawInfo;
import io.github.camelkraken.sandbox.endpoint.funding.WithdrawStatus;
import io.github.camelkraken.sandbox.endpoint.history.ClosedOrders;
import io.github.camelkraken.sandbox.endpoint.history.Ledgers;
import io.github.camelkraken.sandbox.endpoint.history.OpenOrders;
import io.github.camelkraken.sandbox.endpoint.history.OpenPositions;
import io.github.camelkraken.sandbox.endpoint.history.OrderAmends;
import io.github.camelkraken.sandbox.endpoint.history.QueryLedgers;
import io.github.camelkraken.sandbox.endpoint.history.QueryOrders;
import io.github.camelkraken.sandbox.endpoint.history.QueryTrades;
import io.github.camelkraken.sandbox.endpoint.history.TradesHistory;
import io.github.camelkraken.sandbox.endpoint.trading.AddOrder;
import io.github.camelkraken.sandbox.endpoint.trading.AddOrderBatch;
import io.github.camelkraken.sandbox.endpoint.trading.AmendOrder;
import io.github.camelkraken.sandbox.endpoint.trading.CancelAll;
import io.github.camelkraken.sandbox.endpoint.trading.CancelAllOrdersAfter;
import io.github.camelkraken.sandbox.endpoint.trading.CancelOrder;
import io.github.camelkraken.sandbox.endpoint.trading.CancelOrderBatch;
import io.github.camelkraken.sandbox.endpoint.trading.EditOrder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every private endpoint by its name. */
public final class PrivateEndpoints {
  private static final Map<String, PrivateEndpoint> ALL = new TreeMap<>();

  static {
    Stream.of(
            new Balance(),
            new BalanceEx(),
            new TradeBalance(),
            new OpenOrders(),
            new ClosedOrders(),
            new QueryOrders(),
            new OrderAmends(),
            new TradesHistory(),
            new QueryTrades(),
            new OpenPositions(),
            new Ledgers(),
            new QueryLedgers(),
            new TradeVolume(),
            new AddExport(),
            new ExportStatus(),
            new RetrieveExport(),
            new RemoveExport(),
            new GetApiKeyInfo(),
            new Level3(),
            new AddOrder(),
            new AddOrderBatch(),
            new AmendOrder(),
            new EditOrder(),
            new CancelOrder(),
            new CancelOrderBatch(),
            new CancelAll(),
            new CancelAllOrdersAfter(),
            new GetWebSocketsToken(),
            new WithdrawInfo(),
            new Withdraw(),
            new WithdrawStatus(),
            new WithdrawCancel(),
            new WalletTransfer())
        .forEach(endpoint -> ALL.put(endpoint.name(), endpoint));
    FixedAnswers.ALL.forEach(endpoint -> ALL.put(endpoint.name(), endpoint));
  }

  private PrivateEndpoints() {}

  public static Set<String> names() {
    return Set.copyOf(ALL.keySet());
  }

  /**
   * The endpoint of this name.
   *
   * @throws KrakenError if there is none
   */
  public static PrivateEndpoint named(String name) {
    PrivateEndpoint endpoint = ALL.get(name);
    if (endpoint == null) {
      throw new KrakenError("EGeneral:Unknown method");
    }
    return endpoint;
  }
}
