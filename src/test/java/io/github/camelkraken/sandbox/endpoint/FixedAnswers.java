package io.github.camelkraken.sandbox.endpoint;

import static io.github.camelkraken.sandbox.auth.Permission.ADD_FUNDS;
import static io.github.camelkraken.sandbox.auth.Permission.EARN_FUNDS;
import static io.github.camelkraken.sandbox.auth.Permission.QUERY_FUNDS;
import static io.github.camelkraken.sandbox.auth.Permission.WITHDRAW_FUNDS;
import static io.github.camelkraken.sandbox.auth.Permission.all;
import static io.github.camelkraken.sandbox.auth.Permission.any;

import io.github.camelkraken.sandbox.auth.Permission;
import java.util.List;

/** Everything that has no state here, in Kraken's shapes (rest.md 3.3, 5, 6, 7, 10). */
final class FixedAnswers {
  static final List<PrivateEndpoint> ALL =
      List.of(
          new FixedAnswer(
              "CreditLines",
              all(QUERY_FUNDS),
              List.of(),
              """
              {"asset_details": {"USD": {"balance": "100.0000", "credit_limit": "1000.0000",
                "credit_used": "0.0000", "available_credit": "1000.0000"}},
               "limits_monitor": {"total_credit_usd": "1000.0000",
                "total_credit_used_usd": "0.0000", "total_collateral_value_usd": "2000.0000",
                "equity_usd": "2000.0000", "ongoing_balance": "1.0000",
                "debt_to_equity": "0.0000"}}"""),
          new FixedAnswer(
              "DepositMethods",
              all(QUERY_FUNDS, ADD_FUNDS),
              List.of("asset"),
              """
              [{"method": "Simulated Chain", "limit": false, "fee": "0.0000000000",
                "gen-address": true, "minimum": "0.00020000"}]"""),
          new FixedAnswer(
              "DepositAddresses",
              all(QUERY_FUNDS),
              List.of("asset", "method"),
              """
              [{"address": "simulated-deposit-address", "expiretm": "0", "new": true}]"""),
          new FixedAnswer(
              "DepositStatus",
              all(QUERY_FUNDS),
              List.of(),
              """
              [{"method": "Simulated Chain", "aclass": "currency", "asset": "XXBT",
                "refid": "SIMULATED-DEPOSIT-1", "txid": "00ff", "info": "simulated-deposit-address",
                "amount": "0.50000000", "fee": "0.0000000000", "time": 1767225600,
                "status": "Success"}]"""),
          new FixedAnswer(
              "WithdrawMethods",
              all(QUERY_FUNDS, WITHDRAW_FUNDS),
              List.of(),
              """
              [{"asset": "XXBT", "method": "Simulated Chain", "network": "Simulated",
                "minimum": "0.0004"}]"""),
          new FixedAnswer(
              "WithdrawAddresses",
              all(QUERY_FUNDS, WITHDRAW_FUNDS),
              List.of(),
              """
              [{"address": "simulated-withdraw-address", "asset": "XBT",
                "method": "Simulated Chain", "key": "simulated-wallet", "verified": true}]"""),
          new FixedAnswer(
              "CreateSubaccount", all(WITHDRAW_FUNDS), List.of("username", "email"), "true"),
          new FixedAnswer(
              "AccountTransfer",
              all(WITHDRAW_FUNDS),
              List.of("asset", "amount", "from", "to"),
              """
              {"transfer_id": "TSIMUL-ATEDX-TRANSF", "status": "complete"}"""),
          new FixedAnswer(
              "Earn/Allocate", all(EARN_FUNDS), List.of("amount", "strategy_id"), "true"),
          new FixedAnswer(
              "Earn/Deallocate", all(EARN_FUNDS), List.of("amount", "strategy_id"), "true"),
          new FixedAnswer(
              "Earn/AllocateStatus",
              any(EARN_FUNDS, QUERY_FUNDS),
              List.of("strategy_id"),
              """
              {"pending": false}"""),
          new FixedAnswer(
              "Earn/DeallocateStatus",
              any(EARN_FUNDS, QUERY_FUNDS),
              List.of("strategy_id"),
              """
              {"pending": false}"""),
          new FixedAnswer(
              "Earn/Strategies",
              Permission.NONE,
              List.of(),
              """
              {"next_cursor": null, "items": [{"id": "ESSIMUL-ATEDX-STRATE", "asset": "DOT",
                "lock_type": {"type": "instant", "payout_frequency": 604800},
                "apr_estimate": {"low": "3.0000", "high": "5.0000"},
                "user_min_allocation": "0.01", "allocation_fee": "0.0000",
                "deallocation_fee": "0.0000", "auto_compound": {"type": "enabled"},
                "yield_source": {"type": "staking"}, "can_allocate": true,
                "can_deallocate": true, "allocation_restriction_info": []}]}"""),
          new FixedAnswer(
              "Earn/Allocations",
              all(QUERY_FUNDS),
              List.of(),
              """
              {"converted_asset": "USD", "total_allocated": "20.0000",
               "total_rewarded": "0.1000", "next_cursor": null,
               "items": [{"strategy_id": "ESSIMUL-ATEDX-STRATE", "native_asset": "DOT",
                "amount_allocated": {"total": {"native": "5.0000000000",
                  "converted": "20.0000"}},
                "total_rewarded": {"native": "0.0250000000", "converted": "0.1000"}}]}"""),
          new FixedAnswer(
              "ListWalletAccounts",
              Permission.NONE,
              List.of(),
              """
              {"accounts": [{"account_id": "SIMU LATE DWAL LET1",
                "flags": {"active": true, "user_defined": false}, "status": "active",
                "type": "main", "name": null}], "cursor": {"next": null}}"""));

  private FixedAnswers() {}
}
