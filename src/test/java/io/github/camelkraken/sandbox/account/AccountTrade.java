package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A fill of an order.
 *
 * @param ledgers ids of its ledger entries
 */
public record AccountTrade(
    String id,
    String orderTxid,
    OrderTerms terms,
    Instant at,
    BigDecimal price,
    BigDecimal volume,
    BigDecimal cost,
    BigDecimal fee,
    boolean maker,
    long tradeId,
    List<String> ledgers) {}
