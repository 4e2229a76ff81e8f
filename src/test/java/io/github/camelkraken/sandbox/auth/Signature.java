package io.github.camelkraken.sandbox.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What {@code API-Sign} has to be (auth.md 2). */
public final class Signature {
  private static final String HMAC = "HmacSHA512";

  private Signature() {}

  /**
   * The signature of one call.
   *
   * @param path from {@code /0/private/} on
   * @param body as it goes over the wire
   * @param secret in base64
   */
  public static String of(String path, String nonce, byte[] body, String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(nonce.getBytes(StandardCharsets.US_ASCII));
      byte[] hash = digest.digest(body);
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), HMAC));
      mac.update(path.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(hash));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has these algorithms", missing);
    }
  }
}
