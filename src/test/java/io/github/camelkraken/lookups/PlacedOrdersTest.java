package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.BELIEVED;
import static io.github.camelkraken.lookups.SampleKraken.HERE;
import static io.github.camelkraken.lookups.SampleKraken.SENT;
import static io.github.camelkraken.lookups.SampleKraken.order;
import static io.github.camelkraken.lookups.SampleKraken.seconds;
import static io.github.camelkraken.lookups.SampleKraken.txids;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that orders were placed, or that they were not. */
class PlacedOrdersTest {
  private static final String TERMS =
      "\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"volume\":\"1.25\"";
  private static final String A = "\"cl_ord_id\":\"a\"";
  private static final String B = "\"cl_ord_id\":\"b\"";
  private static final String SEVEN = "\"userref\":7";

  private final SampleKraken kraken = new SampleKraken();
  private final Undecided one = undecided("AddOrder", "{" + A + "," + TERMS + "}");

  // It was placed

  @Test
  void anOrderThatIsOpenWasPlaced() {
    kraken.open(order("OUF4EM", A)).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isTrue();
    assertThat(one.decidedAt()).isEqualTo(HERE);
    assertThat(txids(one)).containsExactly("OUF4EM");
    assertThat(one.findings().get(0).shown().path("descr").path("pair").textValue())
        .isEqualTo("XBTUSD");
    assertThat(kraken.endpoints()).containsExactly("OpenOrders");
  }

  @Test
  void anOrderThatIsClosedWasPlaced() {
    kraken.closed(order("OUF4EM", A)).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(txids(one)).containsExactly("OUF4EM");
  }

  @Test
  void anOrderIsFoundByItsUserref() {
    Undecided tagged = undecided("AddOrder", "{" + SEVEN + "," + TERMS + "}");

    kraken.open(order("OUF4EM", SEVEN)).look(tagged);

    assertThat(tagged.isDone()).isTrue();
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
    kraken.open(order("OUF4EM", name, pair, type, volume, seconds(0))).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.25", "1.25000000", "01.250"})
  void theVolumeIsComparedAsANumber(String volume) {
    kraken.open(order("OUF4EM", A, "XBTUSD", "buy", volume, seconds(0))).look(one);

    assertThat(one.isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "5000, true", "-3000, true", "-3001, false", "-86400000, false"})
  void anOrderFromBeforeTheAttemptIsAnother(long millis, boolean placed) {
    kraken.open(order("OUF4EM", A, "XBTUSD", "buy", "1.25", seconds(millis))).look(one);

    assertThat(one.isDone()).isEqualTo(placed);
  }

  @Test
  void anOrderWithoutATimeIsAnother() {
    kraken.open(order("OUF4EM", A, "XBTUSD", "buy", "1.25", "null")).look(one);

    assertThat(one.isDone()).isFalse();
  }

  /** Requests name it as they like, and Kraken shows it by a name that nobody here knows. */
  @Test
  void aTokenizedAssetIsFoundWhateverItsPairIsCalled() {
    Undecided tokenized =
        undecided(
            "AddOrder",
            "{"
                + A
                + ",\"pair\":\"AAPLx/USD\",\"asset_class\":\"tokenized_asset\","
                + "\"type\":\"buy\",\"volume\":\"1.25\"}");

    kraken.open(order("OUF4EM", A, "AAPLxUSD", "buy", "1.25", seconds(0))).look(tokenized);

    assertThat(tokenized.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"volume\":\"0\"", "\"volume\":\"500\",\"oflags\":\"viqc\""})
  void whereKrakenShowsAnotherVolumeTheNameAndTheTimeAreEnough(String volume) {
    Undecided other =
        undecided("AddOrder", "{" + A + ",\"pair\":\"XBTUSD\",\"type\":\"buy\"," + volume + "}");

    kraken.open(order("OUF4EM", A)).look(other);

    assertThat(other.isDone()).isTrue();
  }

  // It was not

  @Test
  void whatIsInNeitherViewLongEnoughAfterTheDeadlineWasNotPlaced() {
    kraken.at(BELIEVED).look(one);

    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
    assertThat(one.decidedAt()).isEqualTo(HERE);
    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
  }

  @Test
  void beforeThatNothingIsProven() {
    kraken.at(BELIEVED.minusMillis(1)).look(one);

    assertThat(one.isDecided()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{\"open\":null,\"closed\":null}", "{\"count\":0}", "[]"})
  void anAnswerWithoutAViewProvesNothing(String result) {
    new SampleKraken().at(BELIEVED).gives("OpenOrders", result).look(one);
    assertThat(one.isDecided()).isFalse();

    new SampleKraken().at(BELIEVED).gives("ClosedOrders", result).look(one);
    assertThat(one.isDecided()).isFalse();
  }

  @Test
  void anOrderThatAppearsLateIsFoundBeforeItsAbsenceIsBelieved() {
    kraken.look(one);
    assertThat(one.isDecided()).isFalse();

    kraken.at(BELIEVED.minusSeconds(1)).open(order("OUF4EM", A)).look(one);
    assertThat(one.isDone()).isTrue();
  }

  @Test
  void anOrderOfTheSameNameButOtherTermsIsNoProofThatNoneWasPlaced() {
    String odd = order("OODD", A, "XBTUSD", "buy", "0.5", seconds(0));

    kraken.at(BELIEVED).open(odd).look(one);
    assertThat(one.isDecided()).as("an order is there, and nobody knows whose").isFalse();

    kraken.open().closed(odd).look(one);
    assertThat(one.isDecided()).as("closed meanwhile").isFalse();

    kraken.closed().look(one);
    assertThat(one.isDecided()).isTrue();
    assertThat(one.isDone()).isFalse();
  }

  @Test
  void anOrderThatIsKnownToBeAnothersIsNoneOfIts() {
    Undecided tagged = undecided("AddOrder", "{" + SEVEN + "," + TERMS + "}");
    kraken.ofAnother("OUF4EM");

    kraken.at(BELIEVED).open(order("OUF4EM", SEVEN)).look(tagged);

    assertThat(tagged.isDecided()).isTrue();
    assertThat(tagged.isDone()).isFalse();
  }

  @Test
  void aViewThatIsCutOffProvesNothing() {
    String page = "{" + String.join(",", strangers(1000)) + "}";
    kraken.at(BELIEVED).gives("OpenOrders", "{\"open\":" + page + "}").look(one);

    assertThat(one.isDecided()).isFalse();
  }

  // Batches

  @Test
  void ofABatchEachOrderIsFoundByItself() {
    Undecided batch = batch(A, B);

    kraken.open(order("OB5VMB", B)).closed(order("OUF4EM", A)).look(batch);

    assertThat(batch.isDecided()).isTrue();
    assertThat(txids(batch)).containsExactly("OUF4EM", "OB5VMB");
  }

  @Test
  void aBatchIsOnlyDecidedAsAWhole() {
    Undecided batch = batch(A, B);

    kraken.open(order("OUF4EM", A)).look(batch);
    assertThat(batch.isDecided()).isFalse();

    kraken.at(BELIEVED).look(batch);
    assertThat(batch.isDecided()).isTrue();
    assertThat(batch.isDone()).isTrue();
    assertThat(batch.findings()).extracting(Finding::isDone).containsExactly(true, false);
  }

  @Test
  void ofTwoEqualOrdersEachHasAnIdOfItsOwn() {
    Undecided batch = batch(SEVEN, SEVEN);

    kraken.open(order("OUF4EM", SEVEN)).look(batch);
    assertThat(batch.isDecided()).isFalse();

    kraken.open(order("OUF4EM", SEVEN), order("OB5VMB", SEVEN)).look(batch);
    assertThat(txids(batch)).containsExactly("OUF4EM", "OB5VMB");
  }

  @Test
  void ofTwoOrdersWithOneNameEachGetsTheOneOfItsPrice() {
    Undecided batch = batch(SEVEN + ",\"price\":\"9000\"", SEVEN + ",\"price\":\"9100\"");
    String dearer = order("OUF4EM", SEVEN).replace("\"pair\":", "\"price\":\"9100.0\",\"pair\":");

    kraken.at(BELIEVED).open(dearer).look(batch);

    assertThat(batch.findings()).extracting(Finding::isDone).containsExactly(false, true);
  }

  @Test
  void anOrderThatIsOpenFirstAndClosedThenIsOne() {
    Undecided batch = batch(SEVEN, SEVEN);

    kraken.at(BELIEVED).open(order("OUF4EM", SEVEN)).closed(order("OUF4EM", SEVEN)).look(batch);

    assertThat(txids(batch)).containsExactly("OUF4EM");
    assertThat(batch.isDecided()).isTrue();
    assertThat(batch.findings()).extracting(Finding::isDone).containsExactly(true, false);
  }

  @Test
  void anOrdersClientIdIsTold() {
    Undecided batch = batch(A, SEVEN);

    kraken.at(BELIEVED).look(batch);

    assertThat(batch.findings().get(0).clientId()).hasToString("\"a\"");
    assertThat(batch.findings().get(1).clientId().isNull()).isTrue();
  }

  private static Undecided batch(String... names) {
    String orders =
        Stream.of(names)
            .map(name -> "{" + name + ",\"type\":\"buy\",\"volume\":\"1.25\"}")
            .collect(Collectors.joining(","));
    return undecided("AddOrderBatch", "{\"pair\":\"XBTUSD\",\"orders\":[" + orders + "]}", SENT);
  }

  private static String[] strangers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> order("O" + i, "\"cl_ord_id\":\"other\""))
        .toArray(String[]::new);
  }
}
