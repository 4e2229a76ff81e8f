package io.github.camelkraken.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of a key, as Kraken shows it. It is never printed; what a key is told apart by is
 * its fingerprint.
 */
public record ApiKey(String value) {
  private static final int FINGERPRINT_BYTES = 8;

  /** Sixteen hexadecimal digits, from which the key cannot be found. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  @Override
  public String toString() {
    return "key#" + fingerprint();
  }
}
