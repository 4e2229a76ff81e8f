package io.github.camelkraken.sandbox.account;

import java.math.BigDecimal;
import java.time.Instant;

/** One state of an order's terms (rest.md 3.8). */
public record Amend(String id, String type, OrderTerms terms, BigDecimal remaining, Instant at) {}
