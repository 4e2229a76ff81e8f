package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.BELIEVED;
import static io.github.camelkraken.lookups.SampleKraken.seconds;
import static io.github.camelkraken.lookups.SampleKraken.txids;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that an order was edited, or was not. */
class EditedOrderTest {
  private static final String OPEN =
      "\"OOLD\":{\"status\":\"open\",\"opentm\":%s,\"userref\":7,\"vol\":\"2\",%s}"
          .formatted(seconds(-60_000), described("9000", "buy"));
  private static final String CANCELED =
      OPEN.replace("\"open\"", "\"canceled\"")
          .replace("{\"st", "{\"closetm\":" + seconds(50) + ",\"st");

  private final SampleKraken kraken = new SampleKraken();
  private final Undecided one = edit("\"txid\":\"OOLD\",\"price\":\"9001\"");

  @Test
  void aNewOrderOfTheGivenTermsHasReplacedTheOldOne() {
    kraken.closed(CANCELED).open(replacement("ONEW", "2.0", "9001.0", 50)).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(txids(one)).containsExactly("ONEW");
    assertThat(one.findings().get(0).shown().path("vol").textValue()).isEqualTo("2.0");
    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
    assertThat(kraken.calls().get(0).parameters()).isEmpty();
  }

  @Test
  void evenIfItHasClosedMeanwhile() {
    kraken.closed(replacement("ONEW", "2.0", "9001.0", 50), CANCELED).look(one);

    assertThat(txids(one)).containsExactly("ONEW");
  }

  @Test
  void theOldOneMayBeNamedByItsUserref() {
    Undecided tagged = edit("\"txid\":\"7\",\"volume\":\"3\"");

    kraken.closed(CANCELED).open(replacement("ONEW", "3", "9000", 50)).look(tagged);

    assertThat(txids(tagged)).containsExactly("ONEW");
  }

  @Test
  void whatWasExecutedBeforeMayLackInTheNewVolume() {
    String partly = CANCELED.replace("\"vol\"", "\"vol_exec\":\"0.5\",\"vol\"");

    kraken.closed(partly).open(replacement("ONEW", "1.5", "9001", 50)).look(one);

    assertThat(txids(one)).containsExactly("ONEW");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 9001, 50, buy, 0",
    "2, 9002, 50, buy, 0",
    "2, 9001, -3001, buy, 0",
    "2, 9001, 50, sell, 0",
    "2, 9001, 50, buy, 7"
  })
  void anOrderOfOtherTermsHasNot(
      String volume, String price, long millis, String type, int userref) {
    String other =
        replacement("OOTHER", volume, price, millis)
            .replace("\"buy\"", "\"" + type + "\"")
            .replace("\"userref\":0", "\"userref\":" + userref);

    kraken.at(BELIEVED).closed(CANCELED).open(other).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void anOrderWithAClientIdHasNot() {
    String other =
        replacement("OOTHER", "2", "9001", 50).replace("{\"st", "{\"cl_ord_id\":\"a\",\"st");

    kraken.closed(CANCELED).open(other).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void anOrderThatBelongsToAnotherCallHasNot() {
    kraken.ofAnother("ONEW");

    kraken.at(BELIEVED).closed(CANCELED).open(replacement("ONEW", "2", "9001", 50)).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void ofTwoThatFitNobodyKnowsWhichItIs() {
    String first = replacement("ONEW", "2", "9001", 50);
    String second = replacement("OTWIN", "2", "9001", 60);
    kraken.closed(CANCELED).open(first, second).look(one);
    assertThat(one.isDecided()).isFalse();

    kraken.ofAnother("OTWIN");
    kraken.look(one);
    assertThat(txids(one)).containsExactly("ONEW");
  }

  @Test
  void unlessKrakenSaysIt() {
    String linked =
        replacement("ONEW", "2", "9001", 60).replace("{\"st", "{\"link_id\":\"OOLD\",\"st");
    kraken.closed(CANCELED).open(replacement("OTWIN", "2", "9001", 50), linked).look(one);

    assertThat(txids(one)).containsExactly("ONEW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OUFORT", "OOLDER"})
  void theReplacementOfAnotherOrderIsNotItsOwn(String link) {
    String other =
        replacement("ONEW", "2", "9001", 50).replace("{\"st", "{\"link_id\":\"" + link + "\",\"st");

    kraken.at(BELIEVED).closed(CANCELED).open(other).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void whileNotAllCanBeSeenOneThatFitsMayNotBeTheOnlyOne() {
    String[] many =
        Stream.concat(
                Stream.of(CANCELED, replacement("ONEW", "2", "9001", 50)),
                IntStream.range(0, 600).mapToObj(i -> replacement("O" + i, "5", "9001", 50)))
            .toArray(String[]::new);

    kraken.closed(many).look(one);

    assertThat(kraken.calls()).hasSize(11);
    assertThat(one.isDecided()).isFalse();
  }

  // It was not

  @Test
  void anOrderThatIsStillOpenAfterTheWindowWasNotEdited() {
    kraken.at(BELIEVED).open(OPEN).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
    assertThat(txids(one)).isEmpty();
    assertThat(kraken.endpoints()).containsExactly("OpenOrders");
  }

  @Test
  void beforeThatItMayBeYet() {
    kraken.at(BELIEVED.minusMillis(1)).open(OPEN).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void anOrderThatWasCanceledAndNotReplacedProvesNothing() {
    kraken.at(BELIEVED).closed(CANCELED).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void norDoesOneThatWasFilled() {
    kraken
        .at(BELIEVED)
        .closed(CANCELED.replace("canceled", "closed"))
        .open(replacement("ONEW", "2", "9001", 50))
        .look(one);

    assertThat(one.isDecided()).isFalse();
  }

  private static Undecided edit(String parameters) {
    return undecided("EditOrder", "{" + parameters + ",\"pair\":\"XBTUSD\"}");
  }

  private static String replacement(String txid, String volume, String price, long millis) {
    return "\"%s\":{\"status\":\"open\",\"opentm\":%s,\"userref\":0,\"vol\":\"%s\",%s}"
        .formatted(txid, seconds(millis), volume, described(price, "buy"));
  }

  private static String described(String price, String type) {
    return ("\"descr\":{\"pair\":\"XBTUSD\",\"type\":\"%s\",\"ordertype\":\"limit\","
            + "\"price\":\"%s\",\"price2\":\"0\"}")
        .formatted(type, price);
  }
}
