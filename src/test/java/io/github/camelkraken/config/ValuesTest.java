package io.github.camelkraken.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "500ms, PT0.5S",
    "5s, PT5S",
    "' 5s ', PT5S",
    "1m, PT1M",
    "90m, PT1H30M",
    "1h, PT1H",
    "24h, PT24H"
  })
  void aPeriodIsADuration(String text, Duration expected) {
    assertThat(Period.of(text).every()).contains(expected);
    assertThat(Period.of(text).isOn()).isTrue();
    assertThat(TimeSpan.of(text).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "OFF", "Off", " off", "off "})
  void aPeriodCanBeOff(String text) {
    assertThat(Period.of(text).every()).isEmpty();
    assertThat(Period.of(text).isOn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "s",
        "0s",
        "00ms",
        "-5s",
        "1.5s",
        "5 s",
        "5S",
        "PT5S",
        "5d",
        "on",
        "never",
        "1234567890s",
        "5s5s",
        "5s\n6s"
      })
  void anotherPeriodIsRefused(String text) {
    assertRefused(Period::of, text, "duration above zero", "off");
    assertRefused(TimeSpan::of, text, "duration above zero");
  }

  @Test
  void whatMayNotBeSwitchedOffIsNot() {
    assertRefused(TimeSpan::of, "off", "duration above zero");
    assertThatThrownBy(() -> TimeSpan.of("off")).hasMessageNotContaining("off");
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "' 1 ', PT1S",
    "0.01, PT1M40S",
    "2, PT0.5S",
    "0.3, PT3.333333334S",
    "1000, PT0.001S"
  })
  void aRateIsTheTimeBetweenTwoCalls(String text, Duration spacing) {
    assertThat(Rate.of(text).spacing()).isEqualTo(spacing);
  }

  @Property
  void theSpacingNeverExceedsTheRate(@ForAll @IntRange(min = 10, max = 1_000_000) int thousandths) {
    Rate rate = Rate.of(BigDecimal.valueOf(thousandths, 3).toPlainString());

    BigDecimal calls = rate.perSecond().multiply(BigDecimal.valueOf(rate.spacing().toNanos(), 9));
    assertThat(calls).isGreaterThanOrEqualTo(BigDecimal.ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.009", "-1", "1001", "1,5", "1/s", "NaN", "fast", "1 2"})
  void anotherRateIsRefused(String text) {
    assertRefused(Rate::of, text, "calls a second", "0.01", "1000");
  }

  @Property
  void aDepthIsFromOneToFiveHundred(@ForAll @IntRange(min = 1, max = 500) int levels) {
    assertThat(Depth.of(" " + levels).levels()).isEqualTo(levels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "501", "1.0", "1e2", "many", "99999999999"})
  void anotherDepthIsRefused(String text) {
    assertRefused(Depth::of, text, "levels a side", "1", "500");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 15, 30, 60, 240, 1440, 10080, 21600})
  void anIntervalIsOneOfKrakens(int minutes) {
    assertThat(Interval.of(" " + minutes + " ").length()).isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "2", "-1", "1m", "1.0", "1441", "one"})
  void anotherIntervalIsRefused(String text) {
    assertRefused(Interval::of, text, "minutes", "1440", "21600");
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "8, 7", "' 8 ', 7", "1000, 999"})
  void attemptsCountTheFirstCall(String text, int redeliveries) {
    assertThat(Attempts.of(text).redeliveries()).isEqualTo(redeliveries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1001", "2.5", "forever"})
  void otherAttemptsAreRefused(String text) {
    assertRefused(Attempts::of, text, "number of calls", "1", "1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "2", "10", " 2 "})
  void aFactorIsFromOneToTen(String text) {
    assertThat(Factor.of(text).value()).isEqualByComparingTo(new BigDecimal(text.trim()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.99", "-2", "10.1", "two", "1,5"})
  void anotherFactorIsRefused(String text) {
    assertRefused(Factor::of, text, "a factor", "1", "10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.kraken.com",
        "http://localhost:8081",
        "http://127.0.0.1",
        "https://[::1]:8443",
        " https://api.kraken.com "
      })
  void aBaseUrlIsASchemeAHostAndMaybeAPort(String text) {
    assertThat(BaseUrl.of(text).uri()).hasToString(text.trim());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.kraken.com",
        "ftp://api.kraken.com",
        "file:///tmp",
        "https://",
        "https:///0/public",
        "https://api.kraken.com/",
        "https://api.kraken.com/0/public",
        "https://api.kraken.com?x=1",
        "https://api.kraken.com#x",
        "https://user:secret@api.kraken.com",
        "https://api kraken.com",
        "mailto:a@b.c",
        "http://api.kraken.com\nhttp://other"
      })
  void anotherBaseUrlIsRefused(String text) {
    assertRefused(BaseUrl::of, text, "URL without a path");
    assertThatThrownBy(() -> BaseUrl.of(text)).hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kraken", "a", "Team-1.kraken_prod"})
  void aTopicPrefixIsTheFirstPartOfEveryTopicName(String text) {
    assertThat(TopicPrefix.of(text).topic("market.trades")).isEqualTo(text + ".market.trades");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "kraken*", "krakén", "a\nb", "a,b"})
  void anotherTopicPrefixIsRefused(String text) {
    assertRefused(TopicPrefix::of, text, "letters, digits", "100");
  }

  @Test
  void aTopicPrefixHasAHundredCharactersAtMost() {
    assertThat(TopicPrefix.of("k".repeat(100)).value()).hasSize(100);
    assertRefused(TopicPrefix::of, "k".repeat(101), "at most 100");
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "' -1 ', -1", "1, 1", "3, 3", "100, 100"})
  void aReplicationIsTheBrokersOrANumber(String text, short replicas) {
    assertThat(Replication.of(text).replicas()).isEqualTo(replicas);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-2", "101", "70000", "3.0", "all"})
  void anotherReplicationIsRefused(String text) {
    assertRefused(Replication::of, text, "replicas", "-1");
  }

  private static void assertRefused(Function<String, ?> type, String text, String... says) {
    assertThatThrownBy(() -> type.apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expects ")
        .hasMessageContainingAll(says)
        .message()
        .doesNotContain("\n");
  }
}
