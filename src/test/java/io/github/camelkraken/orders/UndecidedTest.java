package io.github.camelkraken.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UndecidedTest {
  private static final Instant SENT = Instant.parse("2026-09-03T12:00:00Z");
  private static final Instant DEADLINE = SENT.plusSeconds(15);
  private static final Duration WINDOW = Duration.ofSeconds(75);
  private static final Instant BELIEVED = DEADLINE.plus(WINDOW);

  /** This machine's clock, which is wrong by a day. */
  private static final Instant HERE = SENT.plus(Duration.ofDays(1));

  private static final String ORDER =
      "\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"volume\":\"1.25\"";
  private static final String NONE = "{}";

  private final Undecided one = undecided("AddOrder", "{\"cl_ord_id\":\"a\"," + ORDER + "}");

  @Test
  void atFirstNothingIsKnown() {
    assertThat(one.isDecided()).isFalse();
    assertThat(one.isPlaced()).isFalse();
    assertThat(one.orders()).hasSize(1);
    assertThat(one.orders().get(0).txid()).isEmpty();
    assertThat(one.orders().get(0).shown().isNull()).isTrue();
  }

  // What is asked

  @Test
  void theOrderIsAskedForByItsName() {
    PrivateCall open = one.openOrders();
    PrivateCall closed = one.closedOrders().get(0);

    assertThat(open.endpoint()).isEqualTo("OpenOrders");
    assertThat(open.account()).isEqualTo("second");
    assertThat(open.parameters()).hasToString("{\"cl_ord_id\":\"a\"}");
    assertThat(open.expiresAt()).isEmpty();
    assertThat(closed.endpoint()).isEqualTo("ClosedOrders");
    assertThat(closed.parameters())
        .hasToString(
            "{\"cl_ord_id\":\"a\",\"start\":\"%d\",\"without_count\":true}"
                .formatted(SENT.minusSeconds(60).getEpochSecond()));
  }

  @Test
  void anOrderWithAUserrefIsAskedForByThat() {
    Undecided tagged = undecided("AddOrder", "{\"userref\":7," + ORDER + "}");

    assertThat(tagged.openOrders().parameters()).hasToString("{\"userref\":7}");
    assertThat(tagged.closedOrders().get(0).parameters().get("userref")).hasToString("7");
  }

  @Test
  void theOpenOrdersOfABatchAreAskedForTogetherAndTheClosedOnesEach() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"userref\":7");

    assertThat(batch.openOrders().parameters()).isEmpty();
    assertThat(batch.closedOrders()).hasSize(2);
  }

  @Test
  void whatIsFoundIsNotAskedForAgain() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"userref\":7");

    batch.sawOpen(open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), SENT));

    assertThat(batch.closedOrders()).hasSize(1);
    assertThat(batch.closedOrders().get(0).parameters().get("userref")).hasToString("7");
  }

  // What proves that it was placed

  @Test
  void anOrderThatIsOpenWasPlaced() {
    look(one, open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), SENT.plusSeconds(1)));

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isPlaced()).isTrue();
    assertThat(one.decidedAt()).isEqualTo(HERE);
    assertThat(one.orders().get(0).txid()).contains("OUF4EM");
    assertThat(one.orders().get(0).shown().path("descr").path("pair").textValue())
        .isEqualTo("XBTUSD");
  }

  @Test
  void anOrderThatIsClosedWasPlaced() {
    look(
        one,
        open(NONE, SENT.plusSeconds(1)),
        closed(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), SENT.plusSeconds(1)));

    assertThat(one.isDecided()).isTrue();
    assertThat(one.orders().get(0).txid()).contains("OUF4EM");
  }

  @Test
  void anOrderIsFoundByItsUserref() {
    Undecided tagged = undecided("AddOrder", "{\"userref\":7," + ORDER + "}");

    look(tagged, open(view(order("OUF4EM", "\"userref\":7")), SENT));

    assertThat(tagged.isPlaced()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"cl_ord_id\":\"b\"                     | XBTUSD | buy  | 1.25",
        "\"userref\":7                           | XBTUSD | buy  | 1.25",
        "\"cl_ord_id\":null                      | XBTUSD | buy  | 1.25",
        "\"cl_ord_id\":\"a\"                     | ETHUSD | buy  | 1.25",
        "\"cl_ord_id\":\"a\"                     | XBTUSD | sell | 1.25",
        "\"cl_ord_id\":\"a\"                     | XBTUSD | buy  | 1.2500001",
        "\"cl_ord_id\":\"a\"                     | XBTUSD | buy  | none"
      })
  void anOrderThatDiffersIsAnother(String name, String pair, String type, String volume) {
    look(one, open(view(order("OUF4EM", name, pair, type, volume, opened(0))), SENT));

    assertThat(one.isPlaced()).isFalse();
    assertThat(one.isDecided()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.25", "1.25000000", "01.250"})
  void theVolumeIsComparedAsANumber(String volume) {
    look(
        one,
        open(
            view(order("OUF4EM", "\"cl_ord_id\":\"a\"", "XBTUSD", "buy", volume, opened(0))),
            SENT));

    assertThat(one.isPlaced()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "5000, true", "-2000, true", "-2001, false", "-86400000, false"})
  void anOrderFromBeforeTheAttemptIsAnother(long millis, boolean placed) {
    look(
        one,
        open(
            view(order("OUF4EM", "\"cl_ord_id\":\"a\"", "XBTUSD", "buy", "1.25", opened(millis))),
            SENT));

    assertThat(one.isPlaced()).isEqualTo(placed);
  }

  @Test
  void anOrderWithoutATimeIsAnother() {
    look(
        one,
        open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"", "XBTUSD", "buy", "1.25", "null")), SENT));

    assertThat(one.isPlaced()).isFalse();
  }

  /** Requests name it as they like, and Kraken shows it by a name that nobody here knows. */
  @Test
  void aTokenizedAssetIsFoundWhateverItsPairIsCalled() {
    Undecided tokenized =
        undecided(
            "AddOrder",
            "{\"cl_ord_id\":\"a\",\"pair\":\"AAPLx/USD\",\"asset_class\":\"tokenized_asset\","
                + "\"type\":\"buy\",\"volume\":\"1.25\"}");

    look(
        tokenized,
        open(
            view(order("OUF4EM", "\"cl_ord_id\":\"a\"", "AAPLxUSD", "buy", "1.25", opened(0))),
            SENT));

    assertThat(tokenized.isPlaced()).isTrue();
  }

  // What proves that it was not

  @Test
  void whatIsInNeitherViewLongEnoughAfterTheDeadlineWasNotPlaced() {
    look(one, open(NONE, BELIEVED), closed(NONE, BELIEVED));

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isPlaced()).isFalse();
    assertThat(one.decidedAt()).isEqualTo(HERE);
  }

  @Test
  void beforeThatNothingIsProven() {
    look(one, open(NONE, BELIEVED.minusMillis(1)), closed(NONE, BELIEVED));

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void theOpenOrdersAloneProveNothing() {
    look(one, open(NONE, BELIEVED));

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void theClosedOrdersAloneProveNothing() {
    one.sawClosed(closed(NONE, BELIEVED));
    one.looked(HERE);

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void aFullPageOfClosedOrdersProvesNothing() {
    look(one, open(NONE, BELIEVED), closed(strangers(50), BELIEVED));
    assertThat(one.isDecided()).isFalse();

    look(one, open(NONE, BELIEVED), closed(strangers(49), BELIEVED));
    assertThat(one.isDecided()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{\"open\":null,\"closed\":null}", "{\"count\":0}", "[]"})
  void anAnswerWithoutAViewProvesNothing(String result) {
    look(one, answer(result, BELIEVED), closed(NONE, BELIEVED));
    assertThat(one.isDecided()).isFalse();

    look(one, open(NONE, BELIEVED), answer(result, BELIEVED));
    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void eachLookMustSeeBothByItself() {
    look(one, open(NONE, BELIEVED));
    look(one, answer("null", BELIEVED), closed(NONE, BELIEVED));

    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void anOrderThatAppearsLateIsFoundBeforeItsAbsenceIsBelieved() {
    look(one, open(NONE, SENT.plusSeconds(1)), closed(NONE, SENT.plusSeconds(1)));
    assertThat(one.isDecided()).isFalse();

    look(one, open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), BELIEVED.minusSeconds(1)));
    assertThat(one.isPlaced()).isTrue();
  }

  // Batches

  @Test
  void ofABatchEachOrderIsFoundByItself() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"cl_ord_id\":\"b\"");

    look(
        batch,
        open(view(order("OB5VMB", "\"cl_ord_id\":\"b\"")), SENT),
        closed(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), SENT));

    assertThat(batch.isDecided()).isTrue();
    assertThat(txids(batch)).containsExactly("OUF4EM", "OB5VMB");
  }

  @Test
  void ofTwoEqualOrdersEachHasAnIdOfItsOwn() {
    Undecided batch = batch("\"userref\":7", "\"userref\":7");
    String first = order("OUF4EM", "\"userref\":7");

    look(batch, open(view(first), SENT), closed(NONE, SENT), closed(NONE, SENT));
    assertThat(batch.isDecided()).isFalse();
    assertThat(txids(batch)).containsExactly("OUF4EM");

    look(batch, open(view(first, order("OB5VMB", "\"userref\":7")), SENT));
    assertThat(batch.isDecided()).isTrue();
    assertThat(txids(batch)).containsExactly("OUF4EM", "OB5VMB");
  }

  @Test
  void anOrderThatIsOpenFirstAndClosedThenIsOne() {
    Undecided batch = batch("\"userref\":7", "\"userref\":7");
    String only = view(order("OUF4EM", "\"userref\":7"));

    look(batch, open(only, BELIEVED), closed(only, BELIEVED));

    assertThat(txids(batch)).containsExactly("OUF4EM");
    assertThat(batch.isDecided()).isTrue();
    assertThat(batch.isPlaced()).isTrue();
  }

  @Test
  void aBatchMayBePlacedInPart() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"cl_ord_id\":\"b\"");

    look(
        batch,
        open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), BELIEVED),
        closed(NONE, BELIEVED));

    assertThat(batch.isDecided()).isTrue();
    assertThat(batch.isPlaced()).isTrue();
    assertThat(batch.orders().get(1).txid()).isEmpty();
  }

  @Test
  void ofABatchEveryClosedViewIsNeeded() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"cl_ord_id\":\"b\"");

    look(batch, open(NONE, BELIEVED), closed(NONE, BELIEVED));
    assertThat(batch.isDecided()).isFalse();
    look(batch, open(NONE, BELIEVED), closed(NONE, BELIEVED), closed(strangers(50), BELIEVED));
    assertThat(batch.isDecided()).isFalse();
    look(batch, open(NONE, BELIEVED), closed(NONE, BELIEVED), closed(NONE, BELIEVED));
    assertThat(batch.isDecided()).isTrue();
  }

  // When

  @Test
  void theFirstLookIsAtOnceAndEachPauseTwiceAsLong() {
    Instant now = HERE;
    for (int seconds : new int[] {1, 2, 4, 8, 15, 15}) {
      assertThat(one.isDue(now)).isTrue();
      one.pauses(now);
      assertThat(one.isDue(now.plusSeconds(seconds).minusMillis(1))).isFalse();
      now = now.plusSeconds(seconds);
    }
  }

  @Test
  void itIsNamedByEachOfItsOrders() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"userref\":7");

    assertThat(batch.isNamedBy(List.of("cl_ord_id/a"))).isTrue();
    assertThat(batch.isNamedBy(List.of("other", "userref/7"))).isTrue();
    assertThat(batch.isNamedBy(List.of("userref/a", "cl_ord_id/7"))).isFalse();
    assertThat(batch.isNamedBy(List.of())).isFalse();
  }

  @Test
  void anOrdersClientIdIsTold() {
    Undecided batch = batch("\"cl_ord_id\":\"a\"", "\"userref\":7");

    assertThat(batch.orders().get(0).clientId()).hasToString("\"a\"");
    assertThat(batch.orders().get(1).clientId().isNull()).isTrue();
  }

  /** The steps of one look, as the route takes them. */
  private static void look(Undecided undecided, Answer open, Answer... closed) {
    undecided.sawOpen(open);
    Stream.of(closed).forEach(undecided::sawClosed);
    undecided.looked(HERE);
  }

  @Test
  void aLaterOrderOfTheSameNameButOtherTermsIsNoProofThatNoneWasPlaced() {
    Instant late = DEADLINE.plus(WINDOW).plusSeconds(1);
    String odd = order("OODD", "\"cl_ord_id\":\"a\"", "XBTUSD", "buy", "0.5", opened(0));

    look(one, open(view(odd), late), closed(NONE, late));
    assertThat(one.isDecided()).as("an order is there, and nobody knows whose").isFalse();

    look(one, open(NONE, late), closed(NONE, late));
    assertThat(one.isDecided()).isTrue();
    assertThat(one.isPlaced()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"volume\":\"0\"", "\"volume\":\"500\",\"oflags\":\"viqc\""})
  void whereKrakenShowsAnotherVolumeTheNameAndTheTimeAreEnough(String volume) {
    Undecided other =
        undecided(
            "AddOrder",
            "{\"cl_ord_id\":\"a\",\"pair\":\"XBTUSD\",\"type\":\"buy\"," + volume + "}");

    look(other, open(view(order("OUF4EM", "\"cl_ord_id\":\"a\"")), SENT));

    assertThat(other.isPlaced()).isTrue();
  }

  @Test
  void aViewOfOpenOrdersThatIsCutOffProvesNothing() {
    Instant late = DEADLINE.plus(WINDOW).plusSeconds(1);

    look(one, open(strangers(1000), late), closed(NONE, late));

    assertThat(one.isDecided()).isFalse();
  }

  private static Undecided undecided(String endpoint, String parameters) {
    PrivateCall call =
        new PrivateCall(
            "second", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, null);
    call.signed(HERE, DEADLINE, "1");
    call.leaves();
    return new Undecided(SampleRequest.of("{}").build(), call, SENT, WINDOW, HERE);
  }

  private static Undecided batch(String... names) {
    String orders =
        Stream.of(names)
            .map(name -> "{" + name + ",\"type\":\"buy\",\"volume\":\"1.25\"}")
            .collect(Collectors.joining(","));
    return undecided("AddOrderBatch", "{\"pair\":\"XBTUSD\",\"orders\":[" + orders + "]}");
  }

  private static List<String> txids(Undecided undecided) {
    return undecided.orders().stream().flatMap(order -> order.txid().stream()).toList();
  }

  private static Answer open(String view, Instant krakenTime) {
    return answer("{\"open\":" + view + "}", krakenTime);
  }

  private static Answer closed(String view, Instant krakenTime) {
    return answer("{\"closed\":" + view + "}", krakenTime);
  }

  private static Answer answer(String result, Instant krakenTime) {
    return new Answer(null, Parsed.json(result), krakenTime, HERE);
  }

  private static String view(String... orders) {
    return "{" + String.join(",", orders) + "}";
  }

  private static String strangers(int count) {
    return view(
        IntStream.range(0, count)
            .mapToObj(i -> order("O" + i, "\"cl_ord_id\":\"other\""))
            .toArray(String[]::new));
  }

  private static String order(String txid, String name) {
    return order(txid, name, "XBTUSD", "buy", "1.25000000", opened(0));
  }

  private static String order(
      String txid, String name, String pair, String type, String volume, String opened) {
    ObjectNode order = Parsed.object("{" + name + ",\"opentm\":" + opened + "}");
    order.put("vol", volume).putObject("descr").put("pair", pair).put("type", type);
    return "\"" + txid + "\":" + order;
  }

  private static String opened(long millisAfterSending) {
    Instant opened = SENT.plusMillis(millisAfterSending);
    return "%d.%03d".formatted(opened.getEpochSecond(), opened.getNano() / 1_000_000);
  }
}
