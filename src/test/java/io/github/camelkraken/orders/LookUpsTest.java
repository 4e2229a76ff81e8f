package io.github.camelkraken.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.requests.Answered;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.requests.Waiting;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.SkewedClock;
import io.github.camelkraken.rest.Transient;
import io.github.camelkraken.sandbox.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpsTest {
  private static final Instant NOW = SampleRequest.NOW;
  private static final Instant END = NOW.plusSeconds(60);
  private static final String PLACED =
      "{\"cl_ord_id\":\"a\",\"pair\":\"XBTUSD\",\"type\":\"buy\",\"volume\":\"1\"}";

  private final KrakenConfig config = KrakenConfigTest.config(Map.of());
  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final Announcements announcements =
      new Announcements(config, new DefaultCamelContext(), new Troubles(), clock);
  private final Answered answered = new Answered();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Kraken's clock is a minute and a half a second ahead. */
  private final LookUps lookUps =
      new LookUps(
          config,
          SkewedClock.aheadOf(clock, 60),
          clock,
          announcements,
          answered,
          new Attributed(),
          meters);

  private final Request request = SampleRequest.of("{}").header("request-id", "mine").build();

  @Test
  void anOrderThatMayHaveBeenPlacedIsAnnouncedAndLookedUp() {
    take(sent("AddOrder", PLACED));

    assertThat(announced())
        .contains("UNKNOWN_OUTCOME", "\"scope\":\"account/default\"")
        .contains("AddOrder of request mine", "HTTP 502", "never sent again");
    assertThat(lookUps.due()).hasSize(1);
    assertThat(gauge("kraken.orders.undecided", true)).isEqualTo(1);
    assertThat(gauge("kraken.orders.undecided", false)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AmendOrder", "EditOrder", "Withdraw"})
  void soAreAmendsEditsAndWithdrawalsButNobodyWaitsForThem(String endpoint) {
    take(sent(endpoint, "{\"cl_ord_id\":\"a\",\"txid\":\"O\",\"asset\":\"XBT\"}"));

    assertThat(announced()).contains("it is looked up and never sent again");
    assertThat(lookUps.due()).hasSize(1);
    assertThat(lookUps.concern(waiting("CancelOrder", "{\"cl_ord_id\":\"a\"}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WalletTransfer", "Earn/Allocate", "CreateSubaccount"})
  void whatNoViewOfKrakensProvesIsAnnouncedForPeople(String endpoint) {
    take(sent(endpoint, "{\"cl_ord_id\":\"a\"}"));

    assertThat(announced()).contains("UNKNOWN_OUTCOME", "look it up at Kraken");
    assertThat(lookUps.due()).isEmpty();
    assertThat(lookUps.concern(waiting("CancelOrder", "{\"cl_ord_id\":\"a\"}"))).isFalse();
    assertThat(gauge("kraken.orders.undecided", true)).isZero();
    assertThat(gauge("kraken.orders.undecided", false)).isEqualTo(1);
  }

  @Test
  void theAgeOfTheOldestIsToldInSeconds() {
    take(sent("AddOrder", PLACED));
    clock.advance(Duration.ofMillis(90_500));
    take(sent("AddOrder", PLACED));

    assertThat(gauge("kraken.orders.undecided.age", true)).isEqualTo(90);
    assertThat(gauge("kraken.orders.undecided.age", false)).isZero();
  }

  @Test
  void whatAFormerOwnerLeftIsAnnouncedAndLookedUp() {
    lookUps.resume(request, sent("AddOrder", PLACED));

    assertThat(announced()).contains("UNKNOWN_OUTCOME", "AddOrder of request mine was left");
    assertThat(lookUps.due()).hasSize(1);
    assertThat(lookUps.concern(waiting("CancelOrder", "{\"cl_ord_id\":\"a\"}"))).isTrue();
  }

  @Test
  void afterAnotherHasTakenOverNothingIsLookedUpAndNothingWaits() {
    take(sent("AddOrder", PLACED));
    take(sent("WalletTransfer", "{}"));
    lookUps.park(request, waiting("CancelOrder", "{\"cl_ord_id\":\"a\"}"));
    Look look = lookUps.due().get(0);

    lookUps.forget();
    finish(look, NOW.plusSeconds(1000));

    assertThat(look.decided()).isEmpty();
    assertThat(lookUps.due()).isEmpty();
    assertThat(lookUps.released()).isEmpty();
    assertThat(gauge("kraken.orders.undecided", true)).isZero();
    assertThat(gauge("kraken.orders.undecided", false)).isZero();
  }

  @Test
  void whatIsDueIsLookedUpTogetherForEachAccountAndKey() {
    take(sent("AddOrder", PLACED));
    take(sent("AddOrder", PLACED.replace("\"a\"", "\"b\"")));
    take(sent("Withdraw", "{\"asset\":\"XBT\",\"key\":\"cold\",\"amount\":\"1\"}"));
    PrivateCall second = call("second", "AddOrder", PLACED, END);
    second.leaves(NOW, NOW.plusSeconds(15), "1");
    take(second);

    assertThat(lookUps.due())
        .extracting(look -> look.nextCall().toString())
        .containsExactly("default OpenOrders", "default WithdrawStatus", "second OpenOrders");
  }

  @Test
  void whoIsSoonDueGoesAlong() {
    take(sent("AddOrder", PLACED));
    lookUps.due();
    clock.advance(Duration.ofSeconds(1));
    lookUps.due(); // the next is due in two seconds
    clock.advance(Duration.ofSeconds(1));
    take(sent("AddOrder", PLACED.replace("\"a\"", "\"b\"")));

    assertThat(lookUps.due().get(0).nextCall().parameters()).as("for both").isEmpty();
  }

  @Test
  void theAttemptIsDatedOnKrakensClock() {
    take(sent("AddOrder", PLACED));

    Look look = lookUps.due().get(0);
    see(look, "{\"open\":{}}", NOW);
    assertThat(look.nextCall().parameters().get("start").textValue())
        .isEqualTo(String.valueOf(NOW.getEpochSecond()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | CancelOrder      | {\"cl_ord_id\":\"a\"}        | true",
        "default | AmendOrder       | {\"cl_ord_id\":\"a\"}        | true",
        "default | AddOrder         | {\"cl_ord_id\":\"a\"}        | true",
        "default | CancelOrderBatch | {\"cl_ord_ids\":[\"a\"]}     | true",
        "default | AddOrderBatch    | {\"orders\":[{\"cl_ord_id\":\"b\"},{\"cl_ord_id\":\"a\"}]} | true",
        "second  | CancelOrder      | {\"cl_ord_id\":\"a\"}        | false",
        "default | CancelOrder      | {\"cl_ord_id\":\"b\"}        | false",
        "default | CancelOrder      | {\"txid\":\"OUF4EM\"}        | false",
        "default | CancelAll        | {}                           | false",
        "default | OpenOrders       | {}                           | false",
        "default | ClosedOrders     | {\"cl_ord_id\":\"a\"}        | false"
      })
  void onlyWhatNamesTheSameOrderOfTheSameAccountMustWait(
      String account, String endpoint, String parameters, boolean waits) {
    take(sent("AddOrder", PLACED));

    assertThat(lookUps.concern(call(account, endpoint, parameters, END))).isEqualTo(waits);
  }

  @Test
  void anOrderThatIsNamedByAUserrefIsCanceledByThat() {
    take(sent("AddOrder", "{\"userref\":7,\"pair\":\"XBTUSD\"}"));

    assertThat(lookUps.concern(waiting("CancelOrder", "{\"txid\":\"7\"}"))).isTrue();
    assertThat(lookUps.concern(waiting("CancelOrderBatch", "{\"orders\":[\"7\"]}"))).isTrue();
    assertThat(lookUps.concern(waiting("EditOrder", "{\"txid\":\"7\"}"))).isTrue();
  }

  @Test
  void withoutAnUndecidedOrderNothingWaits() {
    assertThat(lookUps.concern(waiting("CancelOrder", "{\"cl_ord_id\":\"a\"}"))).isFalse();
  }

  @Test
  void whatIsTooOldDoesNotWaitSoThatItExpires() {
    take(sent("AddOrder", PLACED));
    PrivateCall late = waiting("AmendOrder", "{\"cl_ord_id\":\"a\"}");
    clock.advance(Duration.ofSeconds(59));
    assertThat(lookUps.concern(late)).isTrue();

    clock.advance(Duration.ofSeconds(1));
    assertThat(lookUps.concern(late)).isFalse();
  }

  @Test
  void whoWaitsIsKnownAndLetGoOnceItsOrderIsDecided() {
    take(sent("AddOrder", PLACED));
    Request cancel = SampleRequest.of("{}").at(43).build();
    PrivateCall call = call("default", "CancelOrder", "{\"cl_ord_id\":\"a\"}", null);
    lookUps.park(cancel, call);

    assertThat(answered.knows(cancel)).isTrue();
    assertThat(answered.hasResult(cancel)).isFalse();
    clock.advance(Duration.ofDays(1));
    assertThat(lookUps.released()).isEmpty();

    settle(lookUps.due().get(0));
    assertThat(lookUps.released()).containsExactly(new Waiting(cancel, call));
    assertThat(lookUps.released()).isEmpty();
    assertThat(gauge("kraken.orders.undecided", true)).isZero();
  }

  @Test
  void whoseLifeEndsIsLetGoAlthoughItsOrderIsUndecided() {
    take(sent("AddOrder", PLACED));
    PrivateCall mortal = waiting("AmendOrder", "{\"cl_ord_id\":\"a\"}");
    PrivateCall lasting = call("default", "CancelOrder", "{\"cl_ord_id\":\"a\"}", null);
    lookUps.park(SampleRequest.of("{}").at(43).build(), mortal);
    lookUps.park(SampleRequest.of("{}").at(44).build(), lasting);

    clock.advance(Duration.ofSeconds(60));

    assertThat(lookUps.released()).extracting(Waiting::call).containsExactly(mortal);
    assertThat(lookUps.due()).hasSize(1);
  }

  @Test
  void whoWaitsForSeveralOrdersIsLetGoAfterTheLast() {
    take(sent("AddOrder", PLACED));
    take(sent("AddOrder", PLACED.replace("\"a\"", "\"b\"")));
    lookUps.park(
        request, call("default", "CancelOrderBatch", "{\"cl_ord_ids\":[\"a\",\"b\"]}", null));
    Look look = lookUps.due().get(0);
    finish(look, NOW.plusSeconds(1000));
    List<Undecided> both = look.decided();

    lookUps.settle(both.get(0));
    assertThat(lookUps.released()).isEmpty();
    lookUps.settle(both.get(1));
    assertThat(lookUps.released()).hasSize(1);
  }

  @Test
  void whoWaitIsLetGoInTheOrderOfTheirArrival() {
    take(sent("AddOrder", PLACED));
    PrivateCall first = call("default", "AmendOrder", "{\"cl_ord_id\":\"a\"}", null);
    PrivateCall second = call("default", "CancelOrder", "{\"cl_ord_id\":\"a\"}", null);
    lookUps.park(SampleRequest.of("{}").at(43).build(), first);
    lookUps.park(SampleRequest.of("{}").at(44).build(), second);

    settle(lookUps.due().get(0));

    assertThat(lookUps.released()).extracting(Waiting::call).containsExactly(first, second);
  }

  @Test
  void anOrderIsLookedUpAgainAfterAPause() {
    take(sent("AddOrder", PLACED));
    assertThat(lookUps.due()).hasSize(1);
    assertThat(lookUps.due()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(lookUps.due()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(lookUps.due()).isEmpty();
  }

  @Test
  void aLookThatSeesNothingForLongEnoughDecides() {
    take(sent("AddOrder", PLACED));
    Instant believed = NOW.plusSeconds(15).plusSeconds(75);

    Look early = lookUps.due().get(0);
    finish(early, believed.minusSeconds(1));
    assertThat(early.decided()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    Look late = lookUps.due().get(0);
    finish(late, believed);
    assertThat(late.decided()).hasSize(1);
    assertThat(late.decided().get(0).decidedAt()).isEqualTo(clock.instant());
  }

  private void settle(Look look) {
    finish(look, NOW.plusSeconds(1000));
    look.decided().forEach(lookUps::settle);
  }

  /** Kraken shows no orders. */
  private void finish(Look look, Instant krakenTime) {
    while (look.isUnfinished()) {
      see(look, "{\"open\":{},\"closed\":{}}", krakenTime);
    }
    lookUps.looked(look);
  }

  private void see(Look look, String result, Instant krakenTime) {
    lookUps.saw(look, new Answer(look.nextCall(), Parsed.json(result), krakenTime, NOW));
  }

  private double gauge(String name, boolean provable) {
    return meters.get(name).tag("provable", String.valueOf(provable)).gauge().value();
  }

  private void take(PrivateCall call) {
    lookUps.take(request, call, new Ambiguous(new Transient("HTTP 502")));
  }

  private String announced() {
    return new String((byte[]) announcements.waiting().get(0).getBody(), StandardCharsets.UTF_8);
  }

  private static PrivateCall sent(String endpoint, String parameters) {
    PrivateCall call = call("default", endpoint, parameters, END);
    call.leaves(NOW, NOW.plusSeconds(15), "1");
    return call;
  }

  private static PrivateCall waiting(String endpoint, String parameters) {
    return call("default", endpoint, parameters, END);
  }

  private static PrivateCall call(String account, String endpoint, String parameters, Instant end) {
    return new PrivateCall(
        account, EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, end);
  }
}
