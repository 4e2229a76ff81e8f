package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.rest.SignedHeaders;
import io.github.camelkraken.rest.Signer;
import io.github.camelkraken.rest.SkewedClock;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.sandbox.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LanesTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");

  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final SampleBroker broker = new SampleBroker();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Troubles troubles = new Troubles();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final Announcements announcements =
      new Announcements(SampleAccount.config(), camel, troubles, new SimpleMeterRegistry(), clock);
  private final Lanes lanes = lanes(SampleAccount.config(), new KrakenClock(clock));
  private final Exchange exchange = new DefaultExchange(camel);

  @BeforeEach
  void useTheLane() {
    lanes.resume();
    lane().checked(lane().check());
    nanos.set(Duration.ofHours(1).toNanos());
  }

  @Test
  void theMessageThatGoesOutIsSignedAsItIs() throws Expired {
    PrivateCall call = SampleAccount.call("Balance", "{\"rebase_multiplier\":\"base\"}", null);

    Message message = signed(lanes, call);

    String nonce = NOW.getEpochSecond() + "000000000";
    byte[] body = (byte[]) message.getBody();
    assertThat(text(message)).isEqualTo("nonce=" + nonce + "&rebase_multiplier=base");
    assertThat(message.getHeaders())
        .containsEntry(Exchange.HTTP_PATH, "Balance")
        .containsEntry(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")
        .containsEntry("API-Key", SampleAccount.KEY)
        .containsEntry(
            "API-Sign",
            Signer.sign(
                "/0/private/Balance",
                nonce,
                body,
                Base64.getDecoder().decode(SampleAccount.SECRET)))
        .hasSize(4);
    assertThat(call.attempts()).isEqualTo(1);
    assertThat(call.sentAt()).contains(NOW);
    assertThat(call.deadline()).isEmpty();
  }

  @Test
  void eachAttemptHasANonceAndASignatureOfItsOwn() throws Expired {
    PrivateCall call = SampleAccount.call("Balance");

    Message first = signed(lanes, call);
    Message second = signed(lanes, call);

    assertThat(text(first)).isLessThan(text(second));
    assertThat(first.getHeader(SignedHeaders.SIGN))
        .isNotEqualTo(second.getHeader(SignedHeaders.SIGN));
    assertThat(call.attempts()).isEqualTo(2);
  }

  @Test
  void aBatchGoesOutAsJson() throws Expired {
    Message message =
        signed(lanes, SampleAccount.call("CancelOrderBatch", "{\"orders\":[\"O\"]}", null));

    assertThat(text(message)).matches("\\{\"nonce\":\"\\d{19}\",\"orders\":\\[\"O\"]}");
    assertThat(message.getHeaders()).containsEntry(Exchange.CONTENT_TYPE, "application/json");
  }

  // Deadline

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // timeout | expires after | user's deadline after | deadline after
        "10s | -    | -    | 15s",
        "1s  | -    | -    | 6s",
        "55s | -    | -    | 60s",
        "58s | -    | -    | 60s",
        "2m  | -    | -    | 60s",
        "10s | 8s   | -    | 8s",
        "10s | 60s  | -    | 15s",
        "10s | -    | 9s   | 9s",
        "10s | -    | 3h   | 15s",
        "10s | 8s   | 9s   | 8s",
        "10s | 9s   | 8s   | 8s",
        "10s | 2s   | -    | 2s",
        "10s | -    | 2s   | 2s"
      })
  void theDeadlineIsTheEarliestOfAll(String timeout, String life, String asked, String deadline)
      throws Expired {
    Lanes timed =
        lanes(SampleAccount.config("kraken.rest-timeout", timeout), new KrakenClock(clock));
    PrivateCall call = order(NOW, life, asked);

    Message message = signed(timed, call);

    Instant expected = NOW.plus(after(deadline));
    assertThat(call.deadline()).contains(expected);
    assertThat(text(message)).contains("deadline=" + expected.toString().replace(":", "%3A"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"1.999s, -", "-, 1.999s", "0s, -", "-, 0s", "1s, 30s"})
  void withLessThanTwoSecondsLeftAnOrderIsNotSent(String life, String asked) {
    PrivateCall call = order(NOW, life, asked);

    assertThatThrownBy(() -> signed(lanes, call)).isInstanceOf(Expired.class);

    assertThat(call.attempts()).isZero();
    assertThat(call.sentAt()).isEmpty();
    assertThat(broker.records()).isEmpty();
  }

  @Test
  void theDeadlineIsToldOnKrakensClock() throws Expired {
    Instant krakenNow = NOW.plusMillis(60_500);
    Lanes skewed = lanes(SampleAccount.config(), SkewedClock.aheadOf(clock, 60));

    PrivateCall plain = order(NOW, null, null);
    PrivateCall mortal = order(NOW, "5s", null);
    PrivateCall asked = order(krakenNow, null, "5s");
    for (PrivateCall call : List.of(plain, mortal, asked)) {
      signed(skewed, call);
    }

    assertThat(plain.deadline()).contains(krakenNow.plusSeconds(15));
    assertThat(mortal.deadline()).contains(krakenNow.plusSeconds(5));
    assertThat(asked.deadline()).contains(krakenNow.plusSeconds(5));
    assertThat(plain.sentAt()).contains(NOW);
    assertThatThrownBy(() -> signed(skewed, order(NOW, null, "30s"))).isInstanceOf(Expired.class);
  }

  @Test
  void theDeadlineOfAnAttemptIsNotThatOfTheNext() throws Expired {
    PrivateCall call = order(NOW, "60s", "30s");
    ObjectNode before = call.parameters().deepCopy();

    signed(lanes, call);
    clock.advance(Duration.ofSeconds(10));
    signed(lanes, call);

    assertThat(call.deadline()).contains(NOW.plusSeconds(25));
    assertThat(call.parameters()).isEqualTo(before);
  }

  @Test
  void aCancelHasNoDeadline() throws Expired {
    Message message =
        signed(lanes, SampleAccount.call("CancelOrder", "{\"txid\":\"O\"}", NOW.plusSeconds(1)));

    assertThat(text(message)).doesNotContain("deadline").endsWith("&txid=O");
  }

  // What a failure says about the key

  @Test
  void afterACallTheNextOneMayGo() throws Exception {
    for (Exception outcome :
        new Exception[] {
          null, new Refused("EOrder:Insufficient funds"), new Expired("old"), new Exception("odd")
        }) {
      PrivateCall call = SampleAccount.call("AddOrder");
      lanes.enter(call, exchange);
      lanes.leave(call, outcome, null);
    }

    assertThat(lane().trouble()).isEmpty();
    assertThat(announcements.hasWaiting()).isFalse();
  }

  @Test
  void whatAnAttemptFailedWithIsForgottenByTheNext() throws Exception {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new Refused("EOrder:Insufficient funds"));

    lanes.enter(SampleAccount.call("AddOrder"), exchange);

    assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
  }

  @Test
  void aCallIsToldWhatBecameOfIt() throws Exception {
    PrivateCall call = SampleAccount.call("AddOrder");
    lanes.enter(call, exchange);

    lanes.leave(call, new InvalidNonce("EAPI:Invalid nonce"), null);

    assertThat(call.nonceRefusals()).isEqualTo(1);
  }

  @Test
  void afterARefusedNonceTheNextOneIsReservedAnew() throws Exception {
    PrivateCall call = SampleAccount.call("Balance");
    lanes.enter(call, exchange);
    signed(lanes, call);
    assertThat(broker.records()).hasSize(1);

    lanes.leave(call, new InvalidNonce("EAPI:Invalid nonce"), null);
    signed(lanes, call);

    assertThat(broker.records()).hasSize(2);
  }

  @Test
  void aKeyThatWasSaidToBeSharedIsCheckedAnewByWhoIsElectedAnew() {
    lanes.shared(SampleAccount.call("AddOrder"));
    lanes.resume();
    assertThat(lane().awaitsCheck()).as("it acted all the time").isFalse();

    lanes.standBy();
    lanes.resume();

    assertThat(lane().awaitsCheck()).isTrue();
    lane().checked(lane().check());
    assertThat(lane().trouble()).isEmpty();
  }

  @Test
  void aLockoutIsAnnouncedAndKeepsCallsOutOfTheLane() throws Exception {
    PrivateCall call = SampleAccount.call("AddOrder");
    lanes.enter(call, exchange);

    lanes.leave(call, new LockedOut("EGeneral:Temporary lockout"), null);

    assertThat(announced())
        .singleElement()
        .asString()
        .contains("LOCKED_OUT", "account/default", "2026-09-03T12:15:00Z");
    assertThatThrownBy(() -> lanes.enter(SampleAccount.call("Balance"), exchange))
        .isInstanceOf(LockedOut.class);
  }

  @Test
  void aKeyFaultIsAnnouncedOnceAndGivesTheKeyUp() throws Exception {
    PrivateCall call = SampleAccount.call("AddOrder");
    lanes.enter(call, exchange);

    lanes.leave(call, new KeyFault("EAPI:Invalid key"), null);
    lanes.leave(call, new KeyFault("EAPI:Invalid key"), null);

    assertThat(announced())
        .singleElement()
        .asString()
        .contains("KEY_FAULT", "account/default", "EAPI:Invalid key", "restart");
    assertThatThrownBy(() -> lanes.enter(SampleAccount.call("Balance"), exchange))
        .isInstanceOf(KeyFault.class);
  }

  @Test
  void aKeyThatCouldNotBeCheckedIsAnnouncedOnce() {
    PrivateCall check = lane().check();

    lanes.unchecked(check, new Refused("EAuth:Account temporary disabled"));
    lanes.unchecked(check, new Refused("EAuth:Account temporary disabled"));

    assertThat(announced())
        .singleElement()
        .asString()
        .contains("KEY_FAULT", "account/default", "temporary disabled", "kraken.api-key");
    assertThatThrownBy(() -> lanes.enter(SampleAccount.call("Balance"), exchange))
        .isInstanceOf(KeyFault.class);
  }

  @Test
  void aSharedKeyIsAnnouncedAndStopped() {
    lanes.shared(SampleAccount.call("AddOrder"));

    assertThat(announced()).singleElement().asString().contains("KEY_SHARED", "account/default");
    assertThatThrownBy(() -> lanes.enter(SampleAccount.call("Balance"), exchange))
        .isInstanceOf(KeyFault.class);
  }

  @Test
  void noAnnouncementShowsTheKey() {
    lanes.shared(SampleAccount.call("AddOrder"));

    assertThat(announced())
        .noneMatch(event -> event.contains(SampleAccount.KEY))
        .noneMatch(event -> event.contains(SampleAccount.SECRET));
  }

  @Test
  void aSuccessEndsTheTroubleOfItsAccount() throws Exception {
    troubles.began("account/default", "HTTP 503");
    PrivateCall call = SampleAccount.call("Balance");
    lanes.enter(call, exchange);

    lanes.leave(call, null, null);

    assertThat(troubles.reason("account/default")).isEmpty();
  }

  @Test
  void eachAccountHasALaneOfItsOwn() {
    Lanes two = ofTwoAccounts();
    two.resume();
    two.all().forEach(lane -> lane.checked(lane.check()));
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    two.refuse(two.lane("second", Role.OWN), "it may do too much");

    assertThat(two.all())
        .extracting(lane -> lane.account().name())
        .containsExactly("default", "second");
    assertThatCode(() -> two.enter(SampleAccount.call("Balance"), exchange))
        .doesNotThrowAnyException();
    assertThat(two.lane("second", Role.OWN).trouble()).contains("it may do too much");
  }

  // Counters

  @Test
  void aCallThatWasNotSentCostsNothing() throws Exception {
    PrivateCall call = SampleAccount.call("Balance");
    lanes.enter(call, exchange);
    assertThat(budget("rest", "key", "own")).isEqualTo(14);

    lanes.leave(call, new Expired("old"), null);

    assertThat(budget("rest", "key", "own")).isEqualTo(15);
  }

  @Test
  void aCallThatWasSentCostsWhatItCostsWhateverBecomesOfIt() throws Exception {
    for (Exception outcome : new Exception[] {null, new Transient("HTTP 503"), new Exception()}) {
      PrivateCall call = SampleAccount.call("Balance");
      lanes.enter(call, exchange);
      signed(lanes, call);
      lanes.leave(call, outcome, null);
    }

    assertThat(budget("rest", "key", "own")).isEqualTo(12);
  }

  @Test
  void whatAnAnswerTellsOfAnOrderIsCountedWhenItIsTouched() throws Exception {
    PrivateCall order = SampleAccount.call("AddOrder", "{\"pair\":\"XXBTZUSD\"}", null);
    lanes.enter(order, exchange);
    signed(lanes, order);
    lanes.leave(order, null, new Answer(order, Parsed.json("{\"txid\":[\"OA\"]}"), NOW, NOW));

    lanes.enter(SampleAccount.call("CancelOrder", "{\"txid\":\"OA\"}", null), exchange);

    assertThat(budget("engine", "pair", "XXBTZUSD")).isEqualTo(60 - 1 - 8);
  }

  /** Readiness has made its lanes long before, and another process has called since. */
  @Test
  void aStandbyThatTakesOverTakesTheCountersForFullWhenTheOtherCalledLast() throws Exception {
    Lanes standby = ofTwoAccounts();
    standby.all();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(budget("rest", "account", "second")).isEqualTo(15);

    standby.resume();

    assertThat(budget("rest", "account", "second")).as("six seconds ago").isEqualTo(6 * 0.33);
  }

  @Test
  void whoActsAgainAfterAnotherTakesTheCountersForFull() throws Exception {
    PrivateCall order = SampleAccount.call("AddOrder", "{\"pair\":\"XXBTZUSD\"}", null);
    lanes.enter(order, exchange);
    lanes.leave(order, null, new Answer(order, Parsed.json("{\"txid\":[\"OA\"]}"), NOW, NOW));
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    lanes.resume();
    assertThat(budget("rest", "key", "own")).as("it acted all the time").isEqualTo(15);
    assertThat(budget("engine", "pair", "XXBTZUSD")).isEqualTo(60);

    lanes.standBy();
    lanes.resume();
    assertThat(budget("rest", "key", "own")).as("six seconds ago").isEqualTo(6 * 0.33);
    assertThat(budget("engine", "pair", "XXBTZUSD")).isEqualTo(6);
  }

  @Test
  void aKeyOfARoleHasALaneAndACounterOfItsOwn() throws Exception {
    Lanes two =
        lanes(
            SampleAccount.config(
                "kraken.accounts.default.keys.cancel.api-key",
                "cancels",
                "kraken.accounts.default.keys.cancel.api-secret",
                SampleAccount.SECRET),
            new KrakenClock(clock));
    two.resume();
    two.all().forEach(lane -> lane.checked(lane.check()));
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    two.enter(SampleAccount.call("Balance"), exchange);

    PrivateCall cancel = SampleAccount.urgent("CancelAll");
    two.enter(cancel, exchange);

    assertThat(signed(two, cancel).getHeaders()).containsEntry("API-Key", "cancels");
    assertThat(budget("rest", "key", "cancel")).isEqualTo(14);
    two.leave(cancel, new KeyFault("EAPI:Invalid key"), null);
    assertThat(announced())
        .singleElement()
        .asString()
        .contains("mend kraken.accounts.default.keys.cancel.api-key");
  }

  private double budget(String counter, String tag, String value) {
    return meters.get("kraken.budget").tags("counter", counter, tag, value).gauge().value();
  }

  private Lanes ofTwoAccounts() {
    return lanes(
        SampleAccount.config(
            "kraken.accounts.second.api-key",
            "other",
            "kraken.accounts.second.api-secret",
            SampleAccount.SECRET),
        new KrakenClock(clock));
  }

  private Lanes lanes(KrakenConfig config, KrakenClock krakenClock) {
    return new Lanes(
        SampleAccount.accounts(config),
        broker.nonces(config, clock),
        config,
        krakenClock,
        clock,
        announcements,
        troubles,
        meters,
        nanos::get);
  }

  private Lane lane() {
    return lanes.lane(Account.DEFAULT, Role.OWN);
  }

  private Message signed(Lanes by, PrivateCall call) throws Expired {
    Message message = new DefaultExchange(camel).getMessage();
    by.sign(call, message);
    call.leaves();
    return message;
  }

  /** An order that expires, and whose own deadline is, so long after now. */
  private static PrivateCall order(Instant askedFrom, String life, String asked) {
    return SampleAccount.call(
        "AddOrder",
        asked == null ? "{}" : "{\"deadline\":\"" + askedFrom.plus(after(asked)) + "\"}",
        life == null ? null : NOW.plus(after(life)));
  }

  private static Duration after(String text) {
    return Duration.parse("PT" + text);
  }

  private List<String> announced() {
    return announcements.waiting().stream().map(LanesTest::text).toList();
  }

  private static String text(Message message) {
    return new String((byte[]) message.getBody(), StandardCharsets.UTF_8);
  }
}
