package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.Interval;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.Transient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final long LATEST_SECOND = 9_000_000_000L;

  @Property
  void aDecimalAsTextSurvivesDigitForDigit(@ForAll("decimals") String decimal) throws Exception {
    assertThat(Fields.decimal(json("[\"" + decimal + "\"]"), 0)).isEqualTo(decimal);
    assertThat(Fields.decimal(json("{\"p\":\"" + decimal + "\"}"), "p")).isEqualTo(decimal);
  }

  @Property
  void aDecimalAsANumberSurvivesDigitForDigit(@ForAll("numbers") String decimal) throws Exception {
    assertThat(Fields.decimal(json("[" + decimal + "]"), 0)).isEqualTo(decimal);
    assertThat(Fields.decimal(json("{\"p\":" + decimal + "}"), "p")).isEqualTo(decimal);
  }

  @Property
  void theDecimalsOfATradeSurviveDigitForDigit(
      @ForAll("decimals") String price, @ForAll("numbers") String qty) throws Exception {
    String row = "[\"%s\",%s,1688669597.8277369,\"b\",\"m\",\"\",61044952]".formatted(price, qty);

    JsonNode trade = json(Trade.of(json("[" + row + "]")).get(0).json("BTC/USD"));

    assertThat(trade.get("price").textValue()).isEqualTo(price);
    assertThat(trade.get("qty").textValue()).isEqualTo(qty);
  }

  @Property
  void theDecimalsOfACandleSurviveDigitForDigit(
      @ForAll("decimals") String open,
      @ForAll("decimals") String high,
      @ForAll("numbers") String low,
      @ForAll("decimals") String close,
      @ForAll("numbers") String vwap,
      @ForAll("decimals") String volume)
      throws Exception {
    String row =
        "[1688671200,\"%s\",\"%s\",%s,\"%s\",%s,\"%s\",23]"
            .formatted(open, high, low, close, vwap, volume);

    JsonNode candle =
        json(Candle.of(json("[" + row + "]")).get(0).json("BTC/USD", new Interval(1)));

    assertThat(candle.get("open").textValue()).isEqualTo(open);
    assertThat(candle.get("high").textValue()).isEqualTo(high);
    assertThat(candle.get("low").textValue()).isEqualTo(low);
    assertThat(candle.get("close").textValue()).isEqualTo(close);
    assertThat(candle.get("vwap").textValue()).isEqualTo(vwap);
    assertThat(candle.get("volume").textValue()).isEqualTo(volume);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00000097,            0.00000097",
    "0.00000000,            0.00000000",
    "9.7E-7,                0.00000097",
    "1e-10,                 0.0000000001",
    "1E+3,                  1000",
    "100000000000000000000, 100000000000000000000",
    "-0.5,                  -0.5"
  })
  void noNumberGetsAnExponent(String number, String shown) throws Exception {
    assertThat(Fields.decimal(json("[" + number + "]"), 0)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[null]",
        "[true]",
        "[\"\"]",
        "[\" 1\"]",
        "[\"1.\"]",
        "[\".5\"]",
        "[\"1,5\"]",
        "[\"1e5\"]",
        "[\"0x10\"]",
        "[\"+1\"]",
        "[\"--1\"]",
        "[\"NaN\"]",
        "[\"Infinity\"]",
        "[\"1.5\\n\"]",
        "[\"\\u0661\"]",
        "[[\"1.5\"]]",
        "[{\"a\":1}]",
        "[1e400]",
        "[1e-400]",
        "[1e999999999]",
        "[1e-999999999]",
        "{\"a\":\"1.5\"}",
        "\"1.5\"",
        "null"
      })
  void whatIsNotADecimalMakesTheAnswerAForeignOne(String json) throws IOException {
    JsonNode parent = json(json);

    assertThatThrownBy(() -> Fields.decimal(parent, 0)).isInstanceOf(Transient.class);
    assertThatThrownBy(() -> Fields.decimal(parent, "p")).isInstanceOf(Transient.class);
  }

  @Property
  void aTimeIsTheVeryInstant(
      @ForAll @LongRange(max = LATEST_SECOND) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(max = 9) int decimals)
      throws Exception {
    Instant exact = Instant.ofEpochSecond(second, nano - nano % (int) Math.pow(10, 9 - decimals));
    BigDecimal nanos = BigDecimal.valueOf(exact.getNano(), 9);
    String seconds = BigDecimal.valueOf(second).add(nanos).setScale(decimals).toPlainString();

    assertThat(Fields.seconds(json("[" + seconds + "]"), 0)).isEqualTo(exact);
    assertThat(Fields.seconds(json("{\"t\":" + seconds + "}"), "t")).isEqualTo(exact);
  }

  @Test
  void theTimeOfATradeIsWrittenInUtc() throws Exception {
    String row = "[\"1\",\"2\",1688669597.8277369,\"s\",\"l\",\"\",7]";

    JsonNode trade = json(Trade.of(json("[" + row + "]")).get(0).json("DOGE/USD"));

    assertThat(trade)
        .hasToString(
            "{\"symbol\":\"DOGE/USD\",\"side\":\"sell\",\"price\":\"1\",\"qty\":\"2\","
                + "\"ord_type\":\"limit\",\"trade_id\":7,"
                + "\"timestamp\":\"2023-07-06T18:53:17.827736900Z\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[null]",
        "[\"1688669597.82\"]",
        "[false]",
        "[[]]",
        "[1e400]",
        "[1e999999999]",
        "[1e-999999999]",
        "[99999999999]",
        "[-99999999999]"
      })
  void whatIsNotATimeMakesTheAnswerAForeignOne(String json) throws IOException {
    JsonNode parent = json(json);

    assertThatThrownBy(() -> Fields.seconds(parent, 0)).isInstanceOf(Transient.class);
    assertThatThrownBy(() -> Fields.seconds(parent, "t")).isInstanceOf(Transient.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[null]", "[\"7\"]", "[7.0]", "[-1]", "[9223372036854775808]", "[[7]]"})
  void whatIsNotACountMakesTheAnswerAForeignOne(String json) throws IOException {
    JsonNode parent = json(json);

    assertThatThrownBy(() -> Fields.count(parent, 0)).isInstanceOf(Transient.class);
  }

  @Property
  void aCountIsTakenAsItIs(@ForAll @LongRange(max = Long.MAX_VALUE) long count) throws Exception {
    assertThat(Fields.count(json("[" + count + "]"), 0)).isEqualTo(count);
  }

  @Test
  void theRowsAreTheOnlyEntryThatIsNotLast() throws Exception {
    assertThat(Fields.rows(json("{\"XXBTZUSD\":[1,2],\"last\":\"17\"}"))).hasSize(2);
    assertThat(Fields.rows(json("{\"last\":17,\"XXBTZUSD\":[]}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "17",
        "{\"last\":\"17\"}",
        "{\"XXBTZUSD\":null}",
        "{\"XXBTZUSD\":{}}",
        "{\"XXBTZUSD\":[],\"XETHZUSD\":[]}"
      })
  void otherShapesHaveNoRows(String json) throws IOException {
    JsonNode result = json(json);

    assertThatThrownBy(() -> Fields.rows(result)).isInstanceOf(Transient.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"1\",\"2\",1.5,\"x\",\"m\",\"\",7]",
        "[\"1\",\"2\",1.5,\"b\",\"x\",\"\",7]",
        "[\"1\",\"2\",1.5,\"b\",\"m\",\"\"]",
        "[\"1\",\"2\",1.5,\"b\",\"m\",\"\",null]",
        "[\"1\",\"2\",\"1.5\",\"b\",\"m\",\"\",7]",
        "[null,\"2\",1.5,\"b\",\"m\",\"\",7]",
        "{}",
        "null"
      })
  void anOddTradeMakesTheAnswerAForeignOne(String row) throws IOException {
    JsonNode rows = json("[" + row + "]");

    assertThatThrownBy(() -> Trade.of(rows)).isInstanceOf(Transient.class);
  }

  @Test
  void tradesAndCandlesThatDoNotAscendMakeTheAnswerAForeignOne() throws IOException {
    String trade = "[\"1\",\"2\",1.5,\"b\",\"m\",\"\",7]";
    String candle = "[60,\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",1]";
    JsonNode trades = json("[" + trade + "," + trade + "]");
    JsonNode candles = json("[" + candle + "," + candle + "]");

    assertThatThrownBy(() -> Trade.of(trades)).isInstanceOf(Transient.class);
    assertThatThrownBy(() -> Candle.of(candles)).isInstanceOf(Transient.class);
  }

  @Property
  void whatIsToldOfAForeignAnswerIsShort(@ForAll("decimals") String first) throws IOException {
    JsonNode row = json("[\"" + first.repeat(40) + "\"]");

    assertThatThrownBy(() -> Fields.count(row, 0))
        .isInstanceOf(Transient.class)
        .extracting(failure -> failure.getMessage().length())
        .matches(length -> (int) length < 140);
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = digits(1);
    Arbitrary<String> fraction = digits.map(text -> "." + text);
    return Combinators.combine(sign(), digits, Arbitraries.oneOf(Arbitraries.just(""), fraction))
        .as((sign, whole, rest) -> sign + whole + rest);
  }

  /** JSON allows a number no leading zeros, and Jackson's zero has no sign. */
  @Provide
  Arbitrary<String> numbers() {
    return decimals()
        .map(text -> text.replaceFirst("^(-?)0+(?=\\d)", "$1"))
        .map(text -> text.matches("-[0.]+") ? text.substring(1) : text);
  }

  private static Arbitrary<String> digits(int least) {
    Arbitrary<String> any = Arbitraries.strings().numeric().ofMinLength(least).ofMaxLength(20);
    Arbitrary<String> zeros = Arbitraries.strings().withChars('0').ofMaxLength(8);
    return Combinators.combine(zeros, any, zeros)
        .as((before, text, after) -> before + text + after)
        .map(text -> text.length() > 20 ? text.substring(0, 20) : text);
  }

  private static Arbitrary<String> sign() {
    return Arbitraries.of("", "", "-");
  }

  private static JsonNode json(String text) throws IOException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(byte[] text) throws IOException {
    return Json.read(text);
  }
}
