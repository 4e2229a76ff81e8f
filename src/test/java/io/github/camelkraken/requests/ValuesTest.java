package io.github.camelkraken.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelkraken.rest.Parsed;
import java.math.BigDecimal;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final int ANY = Integer.MAX_VALUE;

  @Property
  void aDecimalGoesOutPlainAndNumericallyEqual(
      @ForAll("plain") String digits, @ForAll("exponents") String exponent) throws InvalidRequest {
    String text = digits + exponent;

    String out = decimal(text, ANY);

    assertThat(out).matches("\\d+(\\.\\d+)?");
    assertThat(new BigDecimal(out)).isEqualByComparingTo(text);
  }

  @Property
  void aDecimalWithoutExponentGoesOutDigitForDigit(@ForAll("plain") String text)
      throws InvalidRequest {
    assertThat(decimal(text, ANY)).isEqualTo(text);
  }

  @Property
  void moreDecimalsThanThePairHasAreRefusedAndNeverRounded(
      @ForAll("plain") String digits,
      @ForAll @IntRange(min = 1, max = 9) int last,
      @ForAll @IntRange(max = 8) int most) {
    String whole = digits.replaceFirst("\\..*", "");
    String text = whole + "." + "0".repeat(most) + last;

    assertThatThrownBy(() -> decimal(text, most))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("volume: " + text)
        .hasMessageContaining(" " + most + " decimals")
        .hasMessageContaining("not rounded");
  }

  @Property
  void asManyDecimalsAsThePairHasAreTaken(
      @ForAll @IntRange(max = 8) int most, @ForAll @IntRange(max = 5) int zeros)
      throws InvalidRequest {
    String text = "17." + "3".repeat(most) + "0".repeat(zeros + 1);

    assertThat(decimal(text, most)).isEqualTo(text);
  }

  @Test
  void aSmallNumberIsWrittenOut() throws InvalidRequest {
    assertThat(decimal("9.7E-7", ANY)).isEqualTo("0.00000097");
    assertThat(decimal("1e3", ANY)).isEqualTo("1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.25", "1", "1e3", "true", "null", "{}", "[]"})
  void aDecimalThatIsNotTextIsRefusedWithWhatToMend(String json) {
    assertThatThrownBy(() -> Values.decimal("volume", Parsed.json(json), ANY))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("volume: expects a decimal as text such as \"1.25\"")
        .hasMessageContaining("no digit is lost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,25",
        "1.",
        ".5",
        "+1",
        "-1",
        "1 ",
        " 1",
        "1.2.3",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "١",
        "1e",
        "1e9999",
        "1e999",
        "1e-999",
        "12345678901234567890123456789012345678901"
      })
  void whatIsNoDecimalOfAUsualSizeIsRefused(String text) {
    assertThatThrownBy(() -> decimal(text, ANY))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("volume: expects a decimal");
  }

  @ParameterizedTest
  @CsvSource({
    "37500.1, 37500.1",
    "+2.5%,   +2.5%",
    "-5,      -5",
    "#3,      #3",
    "#1.5%,   #1.5%",
    "+0,      +0",
    "37500.0, 37500.0",
    "3.75e4,  37500"
  })
  void aPriceMayBeRelative(String text, String out) throws InvalidRequest {
    assertThat(Values.price("price", TextNode.valueOf(text), 1)).isEqualTo(out);
  }

  @Test
  void thePercentsOfAPriceMayHaveMoreDecimalsThanItsPair() throws InvalidRequest {
    assertThat(Values.price("price", TextNode.valueOf("+2.125%"), 1)).isEqualTo("+2.125%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"37500.12", "+0.12", "-0.12", "#0.12"})
  void thePriceItselfMayNot(String text) {
    assertThatThrownBy(() -> Values.price("price", TextNode.valueOf(text), 1))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("more than the 1 decimals");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "+", "#", "--5", "+-5", "5+", "5%%", "%5", "#+5", "1,5", "five"})
  void whatIsNoPriceIsRefused(String text) {
    assertThatThrownBy(() -> Values.price("price", TextNode.valueOf(text), 1))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("price: expects a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"37500", "37500.1", "null", "[]"})
  void aPriceThatIsNotTextIsRefused(String json) {
    assertThatThrownBy(() -> Values.price("price", Parsed.json(json), 1))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("price: expects a price as text");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "-17, -17",
    "2147483647, 2147483647",
    "-2147483648, -2147483648",
    "\"17\", 17",
    "\"-2147483648\", -2147483648"
  })
  void aWholeNumberMayBeANumberOrText(String json, long number) throws InvalidRequest {
    assertThat(Values.integer("userref", Parsed.json(json))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "-2147483649", "1.0", "\"2147483648\"", "\"1.0\"", "\"\"", "true"})
  void whatIsNoWholeNumberOf32BitsIsRefused(String json) {
    assertThatThrownBy(() -> Values.integer("userref", Parsed.json(json)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("userref: expects a whole number of 32 bits, not ");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "\"true\", true", "\"false\", false"})
  void aSwitchMayBeABooleanOrText(String json, boolean on) throws InvalidRequest {
    assertThat(Values.bool("trades", Parsed.json(json))).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "\"TRUE\"", "\"yes\"", "\"\"", "null"})
  void whatIsNeitherOnNorOffIsRefused(String json) {
    assertThatThrownBy(() -> Values.bool("trades", Parsed.json(json)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("trades: expects true or false, not ");
  }

  @Test
  void aTextMayBeWrittenAsAWholeNumber() throws InvalidRequest {
    assertThat(Values.text("start", Parsed.json("1688669448"))).isEqualTo("1688669448");
    assertThat(Values.text("start", Parsed.json("\"OUF4EM\""))).isEqualTo("OUF4EM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "true", "null", "{}", "[]", "\"\"", "99999999999999999999"})
  void whatIsNoTextIsRefused(String json) {
    assertThatThrownBy(() -> Values.text("start", Parsed.json(json)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("start: expects a text");
  }

  @Test
  void aTextHasAnEnd() throws InvalidRequest {
    assertThat(Values.text("start", TextNode.valueOf("x".repeat(1_000)))).hasSize(1_000);
    assertThatThrownBy(() -> Values.text("start", TextNode.valueOf("x".repeat(1_001))))
        .isInstanceOf(InvalidRequest.class)
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void aTimeMayHaveAnOffset() throws InvalidRequest {
    assertThat(Values.time("deadline", "2026-01-31T12:00:00.5Z"))
        .isEqualTo(Instant.parse("2026-01-31T12:00:00.500Z"));
    assertThat(Values.time("deadline", "2026-01-31T13:00:00+01:00"))
        .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1688669448", "2026-01-31", "2026-01-31T12:00:00"})
  void whatIsNoTimeIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Values.time("deadline", text))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("deadline: expects a time such as 2026-01-31T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6d1b345e-2821-40e2-ad83-4ecb18a06876",
        "6D1B345E-2821-40E2-AD83-4ECB18A06876",
        "da8e4ad59b78481c93e589746b0cf91f",
        "a",
        "arb-20240509-00010",
        "!#$%&'()*+,-./:;~"
      })
  void anOrdersIdHasOneOfKrakensForms(String text) throws InvalidRequest {
    assertThat(Values.clientId("cl_ord_id", TextNode.valueOf(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "arb-20240509-000100",
        "6d1b345e-2821-40e2-ad83-4ecb18a0687",
        "6d1b345e-2821-40e2-ad83-4ecb18a0687g",
        "6d1b345e282140e2ad834ecb18a068761",
        "größe",
        "a\nb"
      })
  void anotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Values.clientId("cl_ord_id", TextNode.valueOf(text)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("cl_ord_id: expects a UUID");
  }

  @Test
  void anOrdersIdIsText() {
    assertThatThrownBy(() -> Values.clientId("cl_ord_id", Parsed.json("17")))
        .isInstanceOf(InvalidRequest.class);
  }

  @Property
  void noRefusalIsLongerThanALine(@ForAll String text) {
    JsonNode value = TextNode.valueOf("x" + text.repeat(20));

    assertThatThrownBy(() -> Values.decimal("volume", value, ANY))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    assertThatThrownBy(() -> Values.bool("trades", value))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
  }

  @Provide
  Arbitrary<String> plain() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(15);
    return Combinators.combine(digits, digits.map(fraction -> "." + fraction).optional(0.7))
        .as((whole, fraction) -> whole + fraction.orElse(""));
  }

  @Provide
  Arbitrary<String> exponents() {
    return Combinators.combine(
            Arbitraries.of("e", "E"),
            Arbitraries.of("", "+", "-"),
            Arbitraries.integers().between(0, 20))
        .as((letter, sign, power) -> letter + sign + power)
        .optional(0.7)
        .map(exponent -> exponent.orElse(""));
  }

  private static String decimal(String text, int mostDecimals) throws InvalidRequest {
    return Values.decimal("volume", TextNode.valueOf(text), mostDecimals);
  }
}
