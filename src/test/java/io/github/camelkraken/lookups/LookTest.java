package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.BELIEVED;
import static io.github.camelkraken.lookups.SampleKraken.SENT;
import static io.github.camelkraken.lookups.SampleKraken.order;
import static io.github.camelkraken.lookups.SampleKraken.txids;
import static io.github.camelkraken.lookups.SampleKraken.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a look asks of Kraken, and in how few calls. */
class LookTest {
  private static final String TERMS = "\"pair\":\"XBTUSD\",\"type\":\"buy\",\"volume\":\"1.25\"}";

  private final SampleKraken kraken = new SampleKraken();
  private final Undecided a = add("\"cl_ord_id\":\"a\"");
  private final Undecided b = add("\"cl_ord_id\":\"b\"");

  @Test
  void aSingleOrderIsAskedForByItsName() {
    kraken.look(a);

    PrivateCall open = kraken.calls().get(0);
    PrivateCall closed = kraken.calls().get(1);
    assertThat(open.account()).isEqualTo("second");
    assertThat(open.role()).as("the key that made the attempt").isEqualTo(Role.TRADE);
    assertThat(open.expiresAt()).isEmpty();
    assertThat(open.endpoint()).isEqualTo("OpenOrders");
    assertThat(open.parameters()).hasToString("{\"cl_ord_id\":\"a\"}");
    assertThat(closed.endpoint()).isEqualTo("ClosedOrders");
    assertThat(closed.parameters())
        .hasToString(
            "{\"start\":\"%d\",\"closetime\":\"close\",\"without_count\":true,\"cl_ord_id\":\"a\"}"
                .formatted(SENT.minusSeconds(60).getEpochSecond()));
  }

  @Test
  void anOrderWithAUserrefIsAskedForByThat() {
    kraken.look(add("\"userref\":7"));

    assertThat(kraken.calls().get(0).parameters()).hasToString("{\"userref\":7}");
    assertThat(kraken.calls().get(1).parameters().get("userref")).hasToString("7");
  }

  @Test
  void severalAreAskedForTogetherFromAMinuteBeforeTheEarliest() {
    Undecided earlier =
        undecided("AddOrder", "{\"cl_ord_id\":\"c\"," + TERMS, SENT.minusSeconds(9));

    kraken.look(a, b, earlier);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
    assertThat(kraken.calls().get(0).parameters()).isEmpty();
    assertThat(kraken.calls().get(1).parameters())
        .hasToString(
            "{\"start\":\"%d\",\"closetime\":\"close\",\"without_count\":true}"
                .formatted(SENT.minusSeconds(69).getEpochSecond()));
  }

  @Test
  void whatIsAllOpenIsNotAskedForAmongTheClosed() {
    kraken
        .open(order("OUF4EM", "\"cl_ord_id\":\"a\""), order("OB5VMB", "\"cl_ord_id\":\"b\""))
        .look(a, b);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders");
    assertThat(txids(a)).containsExactly("OUF4EM");
    assertThat(txids(b)).containsExactly("OB5VMB");
  }

  @Test
  void pagesAreTurnedUntilOneIsShort() {
    kraken.at(BELIEVED).closed(strangers(100)).look(a, b);

    assertThat(kraken.endpoints())
        .containsExactly("OpenOrders", "ClosedOrders", "ClosedOrders", "ClosedOrders");
    assertThat(kraken.calls().stream().map(call -> call.parameters().path("ofs").asInt()))
        .containsExactly(0, 0, 50, 100);
    assertThat(a.isDecided()).isTrue();
    assertThat(a.isDone()).isFalse();
    assertThat(b.isDecided()).isTrue();
  }

  @Test
  void pagesAreNotTurnedAnyMoreOnceAllIsFound() {
    List<String> rows = new java.util.ArrayList<>(List.of(strangers(48)));
    rows.add(order("OUF4EM", "\"cl_ord_id\":\"a\""));
    rows.add(order("OB5VMB", "\"cl_ord_id\":\"b\""));
    rows.addAll(List.of(strangers(100)).subList(50, 100));

    kraken.closed(rows.toArray(String[]::new)).look(a, b);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
    assertThat(a.isDone() && b.isDone()).isTrue();
  }

  @Test
  void whereTooManyHaveClosedEachOrderIsAskedForByItsName() {
    List<String> rows = new java.util.ArrayList<>(List.of(strangers(600)));
    rows.add(order("OUF4EM", "\"cl_ord_id\":\"a\""));

    kraken.at(BELIEVED).closed(rows.toArray(String[]::new)).look(a, b);

    assertThat(kraken.calls()).hasSize(1 + 10 + 2);
    assertThat(kraken.calls().get(11).parameters().get("cl_ord_id")).hasToString("\"a\"");
    assertThat(kraken.calls().get(12).parameters().get("cl_ord_id")).hasToString("\"b\"");
    assertThat(txids(a)).containsExactly("OUF4EM");
    assertThat(b.isDecided()).isTrue();
    assertThat(b.isDone()).isFalse();
  }

  @Test
  void aTooFullViewThatShowsAnOrderStillProvesIt() {
    String[] rows = strangers(600);
    rows[10] = order("OUF4EM", "\"cl_ord_id\":\"a\"");
    kraken.at(BELIEVED).open(order("OB5VMB", "\"cl_ord_id\":\"b\"")).closed(rows).look(a, b);

    assertThat(kraken.endpoints()).containsExactly("OpenOrders", "ClosedOrders");
    assertThat(txids(a)).containsExactly("OUF4EM");
  }

  @Test
  void oneOrderIsNeverTheEffectOfTwoCalls() {
    Undecided one = add("\"userref\":7");
    Undecided other = add("\"userref\":7");

    kraken.at(BELIEVED).open(order("OUF4EM", "\"userref\":7")).look(one, other);

    assertThat(one.isDone()).isNotEqualTo(other.isDone());
    assertThat(one.isDecided() && other.isDecided()).isTrue();
  }

  @Test
  void noLaterLookTakesItEither() {
    Undecided one = add("\"userref\":7");
    Undecided other = add("\"userref\":7");
    kraken.open(order("OUF4EM", "\"userref\":7")).look(one);

    kraken.look(other);

    assertThat(one.isDone()).isTrue();
    assertThat(other.isDecided()).isFalse();
  }

  @Test
  void aLookThatIsBrokenOffHasSeenNothing() {
    kraken.at(BELIEVED).open(order("OUF4EM", "\"cl_ord_id\":\"a\""));
    Look look = new Look(List.of(a, b), kraken.attributed);
    look.saw(kraken.answer(look.nextCall()));
    look.ends(List.of(a, b), BELIEVED);

    assertThat(look.isUnfinished()).isTrue();
    assertThat(look.decided()).isEmpty();
    assertThat(kraken.attributed.isOfAnother("OUF4EM", b.call())).isFalse();
  }

  @Test
  void whatWasForgottenMeanwhileIsNotDecided() {
    kraken.at(BELIEVED);
    Look look = new Look(List.of(a, b), kraken.attributed);
    while (look.isUnfinished()) {
      look.saw(kraken.answer(look.nextCall()));
    }
    look.ends(List.of(b), BELIEVED);

    assertThat(look.decided()).containsExactly(b);
    assertThat(a.isDecided()).isFalse();
  }

  /**
   * The answer came and could not be written down, because another process had taken over; when
   * that one ended too, this one looks the call up.
   */
  @Test
  void whatKrakenHasAnsweredWithIsFoundThoughTheAnswerWasLost() {
    kraken.attributed.answered(
        new Answer(a.call(), Parsed.json("{\"txid\":[\"OUF4EM\"]}"), null, null));

    kraken.at(BELIEVED).open(order("OUF4EM", "\"cl_ord_id\":\"a\"")).look(a);

    assertThat(txids(a)).containsExactly("OUF4EM");
  }

  @Test
  void whatWasFoundIsFoundAgainIfItCouldNotBeWrittenDown() {
    kraken.at(BELIEVED).open(order("OUF4EM", "\"cl_ord_id\":\"a\"")).look(a);
    Undecided again =
        new Undecided(a.request(), a.call(), SENT, SampleKraken.WINDOW, SampleKraken.HERE);

    kraken.look(again);

    assertThat(txids(again)).containsExactly("OUF4EM");
  }

  @Test
  void whatIsDecidedButNotToldYetIsToldWithoutACall() {
    kraken.at(BELIEVED).look(a).look(a);

    assertThat(kraken.calls()).isEmpty();
    assertThat(new Look(List.of(a), kraken.attributed).decided()).containsExactly(a);
  }

  private static Undecided add(String name) {
    return undecided("AddOrder", "{" + name + "," + TERMS);
  }

  private static String[] strangers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> order("O" + i, "\"cl_ord_id\":\"other\""))
        .toArray(String[]::new);
  }
}
