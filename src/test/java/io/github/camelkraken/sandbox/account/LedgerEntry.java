package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A movement of one asset.
 *
 * @param refid of the trade or the transfer that moved it
 * @param balance afterwards
 */
public record LedgerEntry(
    String id,
    String refid,
    Instant at,
    String type,
    String asset,
    BigDecimal amount,
    BigDecimal fee,
    BigDecimal balance) {}
