package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignerTest {
  private static final String DOCUMENTED_SECRET =
      "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
  private static final String SUPPORT_SECRET =
      "FRs+gtq09rR7OFtKj9BGhyOGS3u5vtY/EdiIBO9kD8NFtRX7w7LeJDSrX6cq1D8zmQmGkWFjksuhBvKOAWJohQ==";
  private static final String PATH = "/0/private/AddOrder";

  @Test
  void theVectorOfKrakensDocumentationIsMet() {
    assertThat(
            signed(
                "/0/private/AddOrder",
                "1616492376594",
                "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
                DOCUMENTED_SECRET))
        .isEqualTo(
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
  }

  @Test
  void theVectorOfKrakensSupportArticleIsMet() {
    assertThat(signedAsInTheSupportArticle())
        .isEqualTo(
            "RdQzoXRC83TPmbERpFj0XFVArq0Hfadm0eLolmXTuN2R24hzIqtAnF/f7vSfW1tGt7xQOn8bjm+Ht+X0KrMwlA==");
  }

  /** An older revision of it prints a signature that its own input does not lead to. */
  @Test
  void theWrongVectorOfTheOlderSupportArticleIsNotMet() {
    assertThat(signedAsInTheSupportArticle()).doesNotStartWith("vcDrflw2");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyVectorIsMet(JsonNode vector) {
    assertThat(
            signed(
                vector.get("path").textValue(),
                vector.get("nonce").textValue(),
                vector.get("body").textValue(),
                vector.get("secret").textValue()))
        .as(vector.get("name").textValue())
        .isEqualTo(vector.get("signature").textValue());
  }

  @Property
  void anotherByteInTheBodyIsAnotherSignature(
      @ForAll @Size(min = 1, max = 200) byte[] body,
      @ForAll @IntRange(max = 199) int at,
      @ForAll @IntRange(min = 1, max = 255) int difference) {
    byte[] other = body.clone();
    other[at % body.length] ^= (byte) difference;

    assertThat(signed(PATH, "17", other)).isNotEqualTo(signed(PATH, "17", body));
  }

  @Property
  void aByteMoreIsAnotherSignature(@ForAll @Size(max = 200) byte[] body, @ForAll byte more) {
    byte[] longer = new byte[body.length + 1];
    System.arraycopy(body, 0, longer, 0, body.length);
    longer[body.length] = more;

    assertThat(signed(PATH, "17", longer)).isNotEqualTo(signed(PATH, "17", body));
  }

  @Property
  void anotherPathIsAnotherSignature(
      @ForAll("endpoints") String one, @ForAll("endpoints") String other) {
    byte[] body = "nonce=17".getBytes(StandardCharsets.US_ASCII);

    assertThat(
            signed("/0/private/" + one, "17", body)
                .equals(signed("/0/private/" + other, "17", body)))
        .isEqualTo(one.equals(other));
  }

  @Property
  void anotherNonceIsAnotherSignature(
      @ForAll @IntRange(min = 1) int one, @ForAll @IntRange(min = 1) int other) {
    byte[] body = "asset=xbt".getBytes(StandardCharsets.US_ASCII);

    assertThat(
            signed(PATH, String.valueOf(one), body)
                .equals(signed(PATH, String.valueOf(other), body)))
        .isEqualTo(one == other);
  }

  @Property
  void aSignatureIsTheBase64TextOf64BytesAndTheSameEachTime(
      @ForAll @Size(max = 200) byte[] body, @ForAll @Size(min = 1, max = 80) byte[] secret) {
    String signature = Signer.sign(PATH, "17", body, secret);

    assertThat(signature).hasSize(88).endsWith("==");
    assertThat(Base64.getDecoder().decode(signature)).hasSize(64);
    assertThat(Signer.sign(PATH, "17", body, secret)).isEqualTo(signature);
  }

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream vectors = SignerTest.class.getResourceAsStream("/signature-vectors.json")) {
      JsonNode all = Json.read(vectors);
      return StreamSupport.stream(all.spliterator(), false);
    }
  }

  @Provide
  Arbitrary<String> endpoints() {
    return Arbitraries.of("AddOrder", "addorder", "AddOrderBatch", "Earn/Strategies", "Balance");
  }

  private static String signedAsInTheSupportArticle() {
    return signed(
        "/0/private/TradeBalance",
        "1540973848000",
        "nonce=1540973848000&asset=xbt",
        SUPPORT_SECRET);
  }

  private static String signed(String path, String nonce, byte[] body) {
    return Signer.sign(path, nonce, body, Base64.getDecoder().decode(DOCUMENTED_SECRET));
  }

  private static String signed(String path, String nonce, String body, String secret) {
    return Signer.sign(
        path, nonce, body.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(secret));
  }
}
