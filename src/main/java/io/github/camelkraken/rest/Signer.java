package io.github.camelkraken.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Kraken's signature of a private call (auth.md 2). */
public final class Signer {
  private static final String HMAC = "HmacSHA512";

  private Signer() {}

  /**
   * The value of the header {@code API-Sign}.
   *
   * @param path from {@code /0/private/} on, without a query
   * @param nonce as it stands in the body
   * @param body the exact bytes that go out
   * @param secret the decoded secret
   */
  public static String sign(String path, String nonce, byte[] body, byte[] secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(nonce.getBytes(StandardCharsets.US_ASCII));
      sha256.update(body);
      Mac hmac = Mac.getInstance(HMAC);
      hmac.init(new SecretKeySpec(secret, HMAC));
      hmac.update(path.getBytes(StandardCharsets.US_ASCII));
      hmac.update(sha256.digest());
      return Base64.getEncoder().encodeToString(hmac.doFinal());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has SHA-256 and " + HMAC, missing);
    }
  }
}
