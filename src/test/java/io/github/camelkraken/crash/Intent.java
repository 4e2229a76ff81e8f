package io.github.camelkraken.crash;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a user wants of Kraken, once, however often it is produced.
 *
 * @param id the identity of the request
 * @param account whose it is
 * @param key of the record, null for none
 * @param partition of the first record, null if the key decides
 * @param repeatPartition of the second record, null if the key decides
 * @param orders that it asks for; none for a cancel or an amend
 * @param target the order that it cancels or amends, or null
 * @param price that it amends its target to, or null
 */
record Intent(
    String id,
    Kind kind,
    String account,
    String key,
    Integer partition,
    Integer repeatPartition,
    String json,
    List<Wanted> orders,
    Intent target,
    BigDecimal price) {

  /**
   * An order that is asked for.
   *
   * @param volume which no other order asks for: so the books tell whose an order is, whatever the
   *     pipeline calls it
   * @param clOrdId null if the user gave it none
   */
  record Wanted(BigDecimal volume, String clOrdId) {}

  /** The one order that it asks for. */
  Wanted order() {
    return orders.get(0);
  }

  @Override
  public String toString() {
    return id + " (" + kind + " of " + account + ")";
  }
}
