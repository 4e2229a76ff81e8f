package io.github.camelkraken.accounts;

import java.util.Base64;

/** The private half of a key. It signs and does nothing else; it is never printed. */
public final class ApiSecret {
  private final byte[] bytes;

  private ApiSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * From the text that Kraken shows once.
   *
   * @throws IllegalArgumentException if that is not base64; the message does not show it
   */
  public static ApiSecret of(String base64) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      decoded = new byte[0];
    }
    if (decoded.length == 0) {
      throw new IllegalArgumentException(
          "expects the base64 text that Kraken showed when the key was made, whole and unchanged");
    }
    return new ApiSecret(decoded);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
