package io.github.camelkraken.sandbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kraken's published vectors, and further ones computed by the same rule (auth.md 3). */
class SignatureTest {
  private static final String DOCUMENTED =
      "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
  private static final String SUPPORT =
      "FRs+gtq09rR7OFtKj9BGhyOGS3u5vtY/EdiIBO9kD8NFtRX7w7LeJDSrX6cq1D8zmQmGkWFjksuhBvKOAWJohQ==";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AddOrder | 1616492376594"
            + " | nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
            + " | 4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
        "CancelOrderBatch | 1700000000004"
            + " | {\"nonce\":\"1700000000004\",\"orders\":[\"OP5V2Y-RYKVL-ET3V3B\",\"OP5V2Y-7YKVL-ET3V3B\"]}"
            + " | clUJM29LnECfZNBcFNjtn7PqChtdv/St5/xA83pMsmf5yFqHUB/qzkvWXvg6DdBIwdNuTp7DfNZvvmJ7aNlgBQ==",
        "Balance | 1700000000003123456 | nonce=1700000000003123456"
            + " | rokbCnL6bLTAEqJJYJQKFOJ99Xs2OerIAJLc8AxXFby+oWnt5LVF1rS0h3yjd2ax35acsVNAUPBNwBhQYD1nJQ==",
        "Earn/Strategies | 1700000000007 | nonce=1700000000007&asset=DOT"
            + " | gNveRsb9du9IrUFklKr2WDfNJjVYRZV9dgcANYHR070+pScI3Bs3H2NIvRJlKK4HmLix2CDGoDsd9t279y9kVA=="
      })
  void theVectorsOfTheDocumentedSecretAreMet(
      String endpoint, String nonce, String body, String expected) {
    assertThat(Signature.of("/0/private/" + endpoint, nonce, bytes(body), DOCUMENTED))
        .isEqualTo(expected);
  }

  @Test
  void theVectorOfTheSupportArticleIsMet() {
    String signature =
        Signature.of(
            "/0/private/TradeBalance",
            "1540973848000",
            bytes("nonce=1540973848000&asset=xbt"),
            SUPPORT);

    assertThat(signature)
        .isEqualTo(
            "RdQzoXRC83TPmbERpFj0XFVArq0Hfadm0eLolmXTuN2R24hzIqtAnF/f7vSfW1tGt7xQOn8bjm+Ht+X0KrMwlA==");
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
