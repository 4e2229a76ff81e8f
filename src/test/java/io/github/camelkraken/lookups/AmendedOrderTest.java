package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.BELIEVED;
import static io.github.camelkraken.lookups.SampleKraken.SENT;
import static io.github.camelkraken.lookups.SampleKraken.seconds;
import static io.github.camelkraken.lookups.SampleKraken.txids;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that an order was amended, or was not. */
class AmendedOrderTest {
  private static final String TXID = "OUF4EM";
  private static final long NANOS = SENT.getEpochSecond() * 1_000_000_000L;

  private final SampleKraken kraken = new SampleKraken();
  private final Undecided one =
      amend("\"txid\":\"OUF4EM\",\"order_qty\":\"2\",\"limit_price\":\"9001\"");

  @Test
  void anAmendOfTheGivenTermsWasMade() {
    kraken.amend(TXID, amended("TEZA4R", "2.00000000", "9001.0", 5)).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(txids(one)).containsExactly(TXID);
    assertThat(one.findings().get(0).id()).contains("TEZA4R");
    assertThat(one.findings().get(0).shown().path("amend_id").textValue()).isEqualTo("TEZA4R");
    assertThat(kraken.endpoints()).as("one call is enough").containsExactly("OrderAmends");
    assertThat(kraken.calls().get(0).parameters()).hasToString("{\"order_id\":\"OUF4EM\"}");
  }

  @Test
  void anOrderThatIsNamedByItsClientIdIsFoundFirst() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");
    kraken
        .open(order("1.25", "9000"))
        .amend(TXID, amended("TEZA4R", "2.0", "9000.0", 5))
        .look(named);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "OrderAmends");
    assertThat(kraken.calls().get(0).parameters()).hasToString("{\"cl_ord_id\":\"a\"}");
    assertThat(txids(named)).containsExactly(TXID);
    assertThat(named.findings().get(0).clientId()).hasToString("\"a\"");
  }

  @Test
  void evenIfItHasClosedMeanwhile() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");
    kraken
        .closed(closed(order("1.25", "9000"), 9))
        .amend(TXID, amended("TEZA4R", "2.0", "9000.0", 5))
        .look(named);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders", "OrderAmends");
    assertThat(named.isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2.00000001, 9001, 0",
    "2, 9001.1, 0",
    "1.25, 9000, 0",
    "2, 9001, -3001",
    "2, 9001, -86400000"
  })
  void anAmendThatDiffersIsAnother(String quantity, String price, long millis) {
    kraken.amend(TXID, amended("TEZA4R", quantity, price, millis)).look(one);

    assertThat(one.isDone()).isFalse();
  }

  @Test
  void theToleranceIsOfTwoSecondsToTheNanosecond() {
    kraken.amend(TXID, amended("TEZA4R", "2", "9001", -2000)).look(one);

    assertThat(one.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"original", "restated"})
  void onlyAUsersAmendCounts(String type) {
    kraken.amend(TXID, amended("TEZA4R", "2", "9001", 0).replace("user", type)).look(one);

    assertThat(one.isDone()).isFalse();
  }

  @Test
  void ofRelativeTermsTheTimeIsEnough() {
    Undecided relative = amend("\"txid\":\"OUF4EM\",\"limit_price\":\"-1%\"");

    kraken.amend(TXID, amended("TEZA4R", "1.25", "8910.0", 5)).look(relative);

    assertThat(relative.isDone()).isTrue();
  }

  @Test
  void anAmendBelongsToOneCall() {
    Undecided twin = amend("\"txid\":\"OUF4EM\",\"order_qty\":\"2\",\"limit_price\":\"9001\"");
    kraken.amend(TXID, amended("TEZA4R", "2", "9001", 5)).look(one, twin);

    assertThat(one.isDone()).isNotEqualTo(twin.isDone());
    assertThat(kraken.endpoints()).as("one view for both").containsExactly("OrderAmends");
  }

  @Test
  void anAmendThatWasAnsweredIsNoneOfAnothers() {
    kraken.ofAnother("TEZA4R");

    kraken.amend(TXID, amended("TEZA4R", "2", "9001", 5)).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  // It was not made

  @Test
  void whileTheOrderIsOpenOnOtherTermsItWasNotAmended() {
    kraken
        .at(BELIEVED)
        .open(order("1.25", "9000"))
        .amend(TXID, amended("TORIG", "1.25", "9000", -5000).replace("user", "original"))
        .look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
    assertThat(txids(one)).isEmpty();
    assertThat(kraken.endpoints()).containsExactly("OrderAmends", "OpenOrders");
  }

  @Test
  void notBeforeTheWindowHasPassed() {
    kraken.at(BELIEVED.minusMillis(1)).open(order("1.25", "9000"));

    assertThat(kraken.look(one).endpoints()).containsExactly("OrderAmends");
    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void whatHasClosedOnOtherTermsWasNotAmendedEither() {
    kraken.at(BELIEVED).closed(closed(order("1.25", "9000"), 9)).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
    assertThat(kraken.endpoints()).containsExactly("OrderAmends", "OpenOrders", "ClosedOrders");
  }

  @Test
  void notOfAnOrderThatHasClosedOnTheseTerms() {
    kraken.at(BELIEVED).closed(closed(order("2.0", "9001"), 9)).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void whatHadClosedBeforeCouldNotBeAmended() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");

    kraken.at(BELIEVED).closed(closed(order("2.0", "9001"), -9000)).look(one, named);

    assertThat(List.of(one, named)).allMatch(Undecided::isDecided).noneMatch(Undecided::isDone);
  }

  @Test
  void whatThereIsNotCouldNotBeAmended() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");

    kraken.at(BELIEVED.minusMillis(1)).look(named);
    assertThat(named.isDecided()).as("its order may show yet").isFalse();

    kraken.at(BELIEVED).look(named);
    assertThat(named.isDecided()).isTrue();
    assertThat(named.isDone()).isFalse();
    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
  }

  @Test
  void alsoIfKrakenDoesNotShowTheAmendsOfWhatItDoesNotKnow() {
    kraken.at(BELIEVED).gives("OrderAmends", "null").look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
  }

  @Test
  void notIfAnOrderOfTheNameHasOpenedWhileItWasOnItsWay() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");
    String late = order("1.25", "9000").replace(seconds(-60_000), seconds(3001));

    kraken.at(BELIEVED).open(late).look(named);

    assertThat(named.isDecided()).isFalse();
  }

  @Test
  void norWhileNotAllThatHasClosedWasSeen() {
    Undecided named = amend("\"cl_ord_id\":\"a\",\"order_qty\":\"2\"");

    kraken.at(BELIEVED).gives("ClosedOrders", "null").look(named);

    assertThat(named.isDecided()).isFalse();
  }

  @Test
  void notOfAnOrderThatHasTheTerms() {
    kraken.at(BELIEVED).open(order("2.0", "9001")).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void notOfTermsThatAreRelativeToTheMarket() {
    Undecided relative = amend("\"txid\":\"OUF4EM\",\"limit_price\":\"+5\"");

    kraken.at(BELIEVED).open(order("1.25", "9000")).look(relative);

    assertThat(relative.isDecided()).isFalse();
  }

  @Test
  void notWhileThereIsAnAmendOfWhichNobodyKnowsWhoseItIs() {
    kraken
        .at(BELIEVED)
        .open(order("1.5", "9000"))
        .amend(TXID, amended("TODD", "1.5", "9000", 5))
        .look(one);
    assertThat(one.isDecided()).isFalse();

    kraken.ofAnother("TODD");
    kraken.look(one);
    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
  }

  @Test
  void notByAnAnswerWithoutAHistory() {
    kraken.at(BELIEVED).open(order("1.25", "9000")).gives("OrderAmends", "null").look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void aTriggerIsShownAsThePriceAndItsLimitAsTheSecond() {
    Undecided trigger = amend("\"txid\":\"OUF4EM\",\"trigger_price\":\"9001\"");
    String stop =
        order("1.25", "9001")
            .replace("\"ordertype\":\"limit\"", "\"ordertype\":\"stop-loss-limit\"");

    kraken.at(BELIEVED).open(stop).look(trigger);
    assertThat(trigger.isDecided()).as("it has this trigger").isFalse();

    kraken.open(stop.replace("9001", "9000")).look(trigger);
    assertThat(trigger.isDecided()).isTrue();
  }

  private static Undecided amend(String parameters) {
    return undecided("AmendOrder", "{" + parameters + "}");
  }

  private static String order(String volume, String price) {
    return ("\"OUF4EM\":{\"cl_ord_id\":\"a\",\"opentm\":%s,\"vol\":\"%s\",\"descr\":"
            + "{\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"%s\"}}")
        .formatted(seconds(-60_000), volume, price);
  }

  private static String closed(String order, long millis) {
    return order.replace("{\"cl", "{\"closetm\":" + seconds(millis) + ",\"cl");
  }

  private static String amended(String id, String quantity, String price, long millis) {
    return ("{\"amend_id\":\"%s\",\"amend_type\":\"user\",\"order_qty\":\"%s\","
            + "\"limit_price\":\"%s\",\"timestamp\":%d}")
        .formatted(id, quantity, price, NANOS + millis * 1_000_000);
  }
}
