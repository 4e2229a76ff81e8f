package io.github.camelkraken.sandbox.account;

import java.security.SecureRandom;

/** Ids as Kraken makes them: {@code OABCDE-FGHIJ-KLMNOP}. */
final class KrakenId {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 19;
  private static final SecureRandom RANDOM = new SecureRandom();

  private KrakenId() {}

  /** A new id; {@code O} begins an order's, {@code T} a trade's, {@code L} a ledger entry's. */
  static String of(char first) {
    StringBuilder id = new StringBuilder(LENGTH).append(first);
    while (id.length() < LENGTH) {
      boolean dash = id.length() == 6 || id.length() == 12;
      id.append(dash ? '-' : LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
