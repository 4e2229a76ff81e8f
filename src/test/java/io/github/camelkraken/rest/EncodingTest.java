package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
  private static final String NONCE = "1700000000003123456";

  @Test
  void eachEncodingSaysWhatItIs() {
    assertThat(Encoding.FORM.contentType())
        .isEqualTo("application/x-www-form-urlencoded; charset=utf-8");
    assertThat(Encoding.JSON.contentType()).isEqualTo("application/json");
  }

  @Test
  void aBodyWithoutParametersIsTheNonceAlone() {
    assertThat(form("{}")).isEqualTo("nonce=" + NONCE);
    assertThat(json("{}")).isEqualTo("{\"nonce\":\"" + NONCE + "\"}");
  }

  @Test
  void theNonceStandsFirstAndTheParametersKeepTheirOrder() {
    String order = "{\"volume\":\"1.25\",\"pair\":\"XBTUSD\",\"type\":\"buy\"}";

    assertThat(form(order)).isEqualTo("nonce=" + NONCE + "&volume=1.25&pair=XBTUSD&type=buy");
    assertThat(json(order))
        .isEqualTo(
            "{\"nonce\":\""
                + NONCE
                + "\",\"volume\":\"1.25\",\"pair\":\"XBTUSD\",\"type\":\"buy\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+100        | %2B100",
        "2.5%        | 2.5%25",
        "#3          | %233",
        "a&b=c       | a%26b%3Dc",
        "Spot Wallet | Spot+Wallet",
        "post,fciq   | post%2Cfciq",
        "[a]         | %5Ba%5D",
        "ключ €      | %D0%BA%D0%BB%D1%8E%D1%87+%E2%82%AC"
      })
  void whatHasAMeaningInAFormIsEncoded(String text, String encoded) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("price", text);

    assertThat(form(parameters)).isEqualTo("nonce=" + NONCE + "&price=" + encoded);
  }

  @Test
  void aConditionalCloseIsNestedInTheNamesOfAForm() {
    assertThat(form("{\"close\":{\"ordertype\":\"stop-loss-limit\",\"price\":\"#5%\"}}"))
        .isEqualTo(
            "nonce=" + NONCE + "&close%5Bordertype%5D=stop-loss-limit&close%5Bprice%5D=%235%25");
  }

  @Test
  void aListIsOneFieldOfAFormForEachElement() {
    assertThat(form("{\"lock_type\":[\"flex\",\"bonded\"]}"))
        .isEqualTo("nonce=" + NONCE + "&lock_type%5B%5D=flex&lock_type%5B%5D=bonded");
  }

  @Test
  void switchesAndCountsAreTextInAFormAndTypedInJson() {
    String typed = "{\"validate\":true,\"trades\":false,\"timeout\":60,\"userref\":-7}";

    assertThat(form(typed))
        .isEqualTo("nonce=" + NONCE + "&validate=true&trades=false&timeout=60&userref=-7");
    assertThat(json(typed))
        .isEqualTo(
            "{\"nonce\":\""
                + NONCE
                + "\",\"validate\":true,\"trades\":false,\"timeout\":60,\"userref\":-7}");
  }

  @Test
  void anOrderOfABatchKeepsItsTypesInJson() {
    String batch =
        "\"pair\":\"XBTUSD\",\"orders\":[{\"volume\":\"1.10\",\"reduce_only\":true,\"userref\":5,"
            + "\"close\":{\"ordertype\":\"limit\",\"price\":\"37500.00\"}}]";

    assertThat(json("{" + batch + "}")).isEqualTo("{\"nonce\":\"" + NONCE + "\"," + batch + "}");
  }

  @Property
  void anyTextInAFormIsReadAsItWasMeant(
      @ForAll("texts") String name, @ForAll("texts") String value) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("x" + name, value);

    assertThat(fields(form(parameters)))
        .containsExactly(Map.entry("nonce", NONCE), Map.entry("x" + name, value));
  }

  @Property
  void anyTextInAFormIsPlainAscii(@ForAll("texts") String value) {
    assertThat(form(JsonNodeFactory.instance.objectNode().put("description", value)))
        .matches("[\\x21-\\x7e]+");
  }

  @Property
  void anyTextInJsonIsReadAsItWasMeant(@ForAll("texts") String value) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("description", value);

    ObjectNode read = Parsed.object(json(parameters));

    assertThat(read.get("nonce").textValue()).isEqualTo(NONCE);
    assertThat(read.get("description").textValue()).isEqualTo(value);
  }

  @Property
  void noNumberLosesADigitOrGetsAnExponent(
      @ForAll @BigRange(min = "-1000000000000", max = "1000000000000") @Scale(12) BigDecimal number,
      @ForAll @IntRange(max = 8) int smaller) {
    BigDecimal moved = number.movePointLeft(smaller);
    ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("volume", moved);

    assertThat(form(parameters)).isEqualTo("nonce=" + NONCE + "&volume=" + moved.toPlainString());
    assertThat(json(parameters))
        .isEqualTo("{\"nonce\":\"" + NONCE + "\",\"volume\":" + moved.toPlainString() + "}");
  }

  @Test
  void parametersAreNotChangedByBeingEncoded() {
    ObjectNode parameters = Parsed.object("{\"pair\":\"XBTUSD\"}");

    form(parameters);
    json(parameters);

    assertThat(parameters).hasToString("{\"pair\":\"XBTUSD\"}");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of("+%#&=[] \"\\/,;?".split(""))),
            Tuple.of(
                1,
                Arbitraries.integers()
                    .between(0, 0x10ffff)
                    .filter(EncodingTest::isCharacter)
                    .map(Character::toString)))
        .list()
        .ofMaxSize(20)
        .map(characters -> String.join("", characters));
  }

  private static boolean isCharacter(int codePoint) {
    return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
  }

  private static String form(String parameters) {
    return form(Parsed.object(parameters));
  }

  private static String form(ObjectNode parameters) {
    return new String(Encoding.FORM.body(NONCE, parameters), StandardCharsets.UTF_8);
  }

  private static String json(String parameters) {
    return json(Parsed.object(parameters));
  }

  private static String json(ObjectNode parameters) {
    return new String(Encoding.JSON.body(NONCE, parameters), StandardCharsets.UTF_8);
  }

  /** Reads a form as the other side does. */
  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&")) {
      int equals = field.indexOf('=');
      fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
    }
    return fields;
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
