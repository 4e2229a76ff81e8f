package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateCallTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final Instant END = NOW.plusSeconds(60);

  @Test
  void aNewCallHasNotBeenMade() {
    PrivateCall call = call("AddOrder", "{}");

    assertThat(call.attempts()).isZero();
    assertThat(call.nonceRefusals()).isZero();
    assertThat(call.sentAt()).isEmpty();
    assertThat(call.deadline()).isEmpty();
    assertThat(call.isOpen()).isFalse();
    assertThat(call.isUnanswered()).isFalse();
    assertThat(call).hasToString("main AddOrder");
    assertThat(call.scope("orders")).isEqualTo("account/main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Balance", "OpenOrders", "Level3", "WithdrawStatus", "Earn/Strategies"})
  void aQueryChangesNothingAndMayBeRepeated(String endpoint) {
    PrivateCall query = call(endpoint, "{}");

    assertThat(query.changes()).isFalse();
    assertThat(query.mayBeRepeated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AddOrder",
        "AddOrderBatch",
        "AmendOrder",
        "EditOrder",
        "Withdraw",
        "WalletTransfer",
        "AccountTransfer",
        "CreateSubaccount",
        "Earn/Allocate",
        "Earn/Deallocate"
      })
  void whatChangesSomethingEachTimeIsNeverRepeated(String endpoint) {
    PrivateCall once = call(endpoint, "{}");

    assertThat(once.changes()).isTrue();
    assertThat(once.mayBeRepeated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CancelOrder",
        "CancelOrderBatch",
        "CancelAll",
        "CancelAllOrdersAfter",
        "WithdrawCancel"
      })
  void aCancelChangesSomethingAndMayBeRepeated(String endpoint) {
    PrivateCall cancel = call(endpoint, "{}");

    assertThat(cancel.changes()).isTrue();
    assertThat(cancel.mayBeRepeated()).isTrue();
  }

  @Test
  void aCancelThatIsGivenUpIsNotRepeatedAnyMore() {
    PrivateCall cancel = call("CancelOrder", "{}");
    PrivateCall query = call("Balance", "{}");

    cancel.giveUp();
    query.giveUp();

    assertThat(cancel.mayBeRepeated()).isFalse();
    assertThat(query.mayBeRepeated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AddOrder", "AddOrderBatch", "EditOrder"})
  void whatKrakenOnlyChecksChangesNothing(String endpoint) {
    PrivateCall checked = call(endpoint, "{\"validate\":true}");

    assertThat(checked.isValidating()).isTrue();
    assertThat(checked.changes()).isFalse();
    assertThat(checked.mayBeRepeated()).isTrue();
    assertThat(call(endpoint, "{}").isValidating()).isFalse();
  }

  @Test
  void onlyANewDepositAddressIsAChange() {
    assertThat(call("DepositAddresses", "{\"new\":true}").changes()).isTrue();
    assertThat(call("DepositAddresses", "{\"new\":true}").mayBeRepeated()).isFalse();
    assertThat(call("DepositAddresses", "{\"new\":false}").changes()).isFalse();
    assertThat(call("DepositAddresses", "{}").changes()).isFalse();
    assertThat(call("DepositAddresses", "{}").mayBeRepeated()).isTrue();
  }

  @Test
  void eachAttemptIsCountedAndTheLastOneIsToldOf() {
    PrivateCall call = call("AddOrder", "{}");

    call.signed(NOW, NOW, NOW.plusSeconds(15), "1");
    call.leaves();
    call.signed(NOW.plusSeconds(1), NOW.plusSeconds(1), NOW.plusSeconds(16), "1");
    call.leaves();

    assertThat(call.attempts()).isEqualTo(2);
    assertThat(call.sentAt()).contains(NOW.plusSeconds(1));
    assertThat(call.deadline()).contains(NOW.plusSeconds(16));
  }

  @Test
  void aChangeThatWasSentIsUnansweredAndAQueryIsNot() {
    PrivateCall change = call("CancelOrder", "{}");
    PrivateCall query = call("Balance", "{}");
    change.signed(NOW, NOW, null, "1");
    change.leaves();
    query.signed(NOW, NOW, null, "1");
    query.leaves();

    assertThat(change.isUnanswered()).isTrue();
    assertThat(query.isUnanswered()).isFalse();
  }

  @Test
  void noncesThatAreRefusedInARowAreCounted() {
    PrivateCall call = call("AddOrder", "{}");

    call.failed(new InvalidNonce("EAPI:Invalid nonce"));
    call.failed(new InvalidNonce("EAPI:Invalid nonce"));
    assertThat(call.nonceRefusals()).isEqualTo(2);
    assertThat(call.isOpen()).isFalse();

    call.failed(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));
    assertThat(call.nonceRefusals()).isZero();
  }

  @Test
  void aChangeWithoutAnAnswerIsOpenAndStaysSo() {
    PrivateCall cancel = call("CancelOrder", "{}");

    cancel.failed(new Transient("HTTP 502"));
    assertThat(cancel.isOpen()).isTrue();

    cancel.failed(new RateLimited("HTTP 429", Optional.empty()));
    cancel.failed(new Refused("EOrder:Unknown order"));
    assertThat(cancel.isOpen()).isTrue();
  }

  @Test
  void anOrderWithoutAnAnswerIsOpen() {
    PrivateCall order = call("AddOrder", "{}");

    order.failed(new Ambiguous(new Transient("HTTP 502")));

    assertThat(order.isOpen()).isTrue();
  }

  @Test
  void whatSurelyDidNothingIsNotOpen() {
    PrivateCall order = call("AddOrder", "{}");

    order.failed(new NotDelivered("ConnectException", new ConnectException()));
    order.failed(new RateLimited("EOrder:Rate limit exceeded", Optional.empty()));
    order.failed(new MarketState("EService:Market in cancel_only mode"));
    order.failed(new Refused("EOrder:Insufficient funds"));
    order.failed(new KeyFault("EAPI:Invalid key"));
    order.failed(new LockedOut("EGeneral:Temporary lockout"));

    assertThat(order.isOpen()).isFalse();
  }

  @Test
  void aQueryIsNeverOpen() {
    PrivateCall query = call("Balance", "{}");
    PrivateCall checked = call("AddOrder", "{\"validate\":true}");

    query.failed(new Transient("HTTP 502"));
    checked.failed(new Transient("HTTP 502"));

    assertThat(query.isOpen()).isFalse();
    assertThat(checked.isOpen()).isFalse();
  }

  @Test
  void aCallLivesUntilItsEndAndNotLonger() {
    PrivateCall call = call("AddOrder", "{}");

    assertThatCode(() -> call.checkLife(END.minusNanos(1))).doesNotThrowAnyException();
    assertThatThrownBy(() -> call.checkLife(END))
        .isInstanceOf(Expired.class)
        .hasMessageContaining(END.toString());
  }

  @Test
  void aCallWithoutAnEndNeverGrowsTooOld() {
    PrivateCall lasting =
        new PrivateCall(
            "main", EndpointCatalogue.get("CancelOrder"), Parsed.object("{}"), true, null);

    assertThatCode(() -> lasting.checkLife(Instant.MAX)).doesNotThrowAnyException();
    assertThat(lasting.expiresAt()).isEmpty();
    assertThat(lasting.isUrgent()).isTrue();
  }

  @Test
  void anAttemptThatIsOpenCannotExpireAnyMore() {
    PrivateCall cancel = call("CancelOrder", "{}");

    cancel.failed(new Transient("HTTP 502"));

    assertThatCode(() -> cancel.checkLife(END.plusSeconds(1))).doesNotThrowAnyException();
  }

  private static PrivateCall call(String endpoint, String parameters) {
    return new PrivateCall(
        "main", EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, END);
  }
}
