package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.accounts.OrderAges.Order;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import org.junit.jupiter.api.Test;

class OrderAgesTest {
  private static final long START = 10;

  private final OrderAges ages = new OrderAges(START);

  @Test
  void anOrderIsKnownByAllItsNames() {
    touches("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c','userref':7}", "{'txid':['OA-1']}", 20);

    for (String name : new String[] {"{'cl_ord_id':'c'}", "{'txid':'OA-1'}", "{'txid':'7'}"}) {
      assertThat(ages.named(call("CancelOrder", name)))
          .singleElement()
          .satisfies(
              order -> {
                assertThat(order.pair()).isEqualTo("XXBTZUSD");
                assertThat(order.touchedAt()).isEqualTo(20);
              });
    }
    assertThat(ages.named(call("CancelOrderBatch", "{'orders':['OA-1'],'cl_ord_ids':['c']}")))
        .hasSize(2);
  }

  /** Another process may have touched it since. */
  @Test
  void anOrderThatIsForgottenMayHaveBeenTouchedJustNow() {
    touches("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c'}", "{'txid':['OA-1']}", 20);

    ages.forget(30);

    assertThat(only("CancelOrder", "{'cl_ord_id':'c'}").touchedAt()).isEqualTo(30);
    assertThat(only("CancelOrder", "{'cl_ord_id':'c'}").pair()).isNull();
  }

  @Test
  void anAmendByOneNameTouchesTheOrderOfTheOther() {
    touches("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c'}", "{'txid':['OA-1']}", 20);

    touches("AmendOrder", "{'txid':'OA-1'}", "{'amend_id':'A'}", 30);

    assertThat(only("CancelOrder", "{'cl_ord_id':'c'}").touchedAt()).isEqualTo(30);
  }

  @Test
  void anEditMakesANewOrderOfTheOld() {
    touches("AddOrder", "{'pair':'XXBTZUSD','userref':7}", "{'txid':['OA-1']}", 20);

    touches("EditOrder", "{'pair':'XXBTZUSD','txid':'OA-1'}", "{'txid':'OA-2'}", 30);

    assertThat(ages.named(call("CancelOrder", "{'txid':'OA-1'}"))).isEmpty();
    assertThat(only("CancelOrder", "{'txid':'OA-2'}").touchedAt()).isEqualTo(30);
  }

  @Test
  void eachOrderOfABatchIsKnown() {
    touches(
        "AddOrderBatch",
        "{'pair':'XXBTZUSD','orders':[{'cl_ord_id':'a'},{'cl_ord_id':'b'}]}",
        "{'orders':[{'txid':'OA-1'},{'error':'EOrder:Insufficient funds'}]}",
        20);

    assertThat(only("CancelOrder", "{'txid':'OA-1'}").touchedAt()).isEqualTo(20);
    assertThat(only("CancelOrder", "{'cl_ord_id':'a'}").touchedAt()).isEqualTo(20);
  }

  @Test
  void aUserrefNamesAllOrdersThatHaveIt() {
    touches("AddOrder", "{'pair':'XXBTZUSD','userref':7}", "{'txid':['OA-1']}", 20);
    touches("AddOrder", "{'pair':'XETHZUSD','userref':7}", "{'txid':['OA-2']}", 30);

    assertThat(ages.named(call("CancelOrder", "{'txid':'7'}")))
        .extracting(Order::pair)
        .containsExactly("XXBTZUSD", "XETHZUSD");
  }

  @Test
  void whatWasCanceledIsNotCanceledAgain() {
    touches("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c'}", "{'txid':['OA-1']}", 20);

    touches("CancelOrder", "{'cl_ord_id':'c'}", "{'count':1}", 30);

    assertThat(ages.named(call("CancelOrder", "{'txid':'OA-1'}"))).isEmpty();
  }

  @Test
  void aStrangerWasTouchedBeforeTheFirstCall() {
    Order stranger = only("CancelOrder", "{'txid':'OA-9'}");
    assertThat(stranger.touchedAt()).isEqualTo(START);
    assertThat(stranger.pair()).isNull();
    assertThat(only("EditOrder", "{'txid':'OA-9','pair':'XXBTZUSD'}").pair()).isEqualTo("XXBTZUSD");
  }

  @Test
  void afterACallWithoutAnAnswerAStrangerMayBeItsOrder() {
    ages.touched(call("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c'}"), null, 40);

    assertThat(only("CancelOrder", "{'cl_ord_id':'c'}").pair()).isEqualTo("XXBTZUSD");
    assertThat(only("CancelOrder", "{'txid':'OA-9'}").touchedAt()).isEqualTo(40);
  }

  @Test
  void anOrderThatWasOnlyCheckedIsNone() {
    touches("AddOrder", "{'pair':'XXBTZUSD','cl_ord_id':'c','validate':true}", "{}", 20);

    assertThat(only("CancelOrder", "{'cl_ord_id':'c'}").touchedAt()).isEqualTo(START);
  }

  @Test
  void whoIsForgottenForWantOfRoomMayBeAnyStranger() {
    for (int i = 0; i < 12_000; i++) {
      String id = String.valueOf(i);
      touches(
          "AddOrder",
          "{'pair':'XXBTZUSD','cl_ord_id':'" + id + "'}",
          "{'txid':['OA-" + id + "']}",
          100 + i);
    }

    assertThat(only("CancelOrder", "{'txid':'OA-0'}").touchedAt()).isEqualTo(100 + 1_999);
    assertThat(only("CancelOrder", "{'txid':'OA-11999'}").touchedAt()).isEqualTo(100 + 11_999);
  }

  private Order only(String endpoint, String json) {
    assertThat(ages.named(call(endpoint, json))).hasSize(1);
    return ages.named(call(endpoint, json)).get(0);
  }

  private void touches(String endpoint, String json, String result, long now) {
    ages.touched(call(endpoint, json), Parsed.json(result.replace('\'', '"')), now);
  }

  private static PrivateCall call(String endpoint, String json) {
    return SampleAccount.call(endpoint, json.replace('\'', '"'), null);
  }
}
