package io.github.camelkraken.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.SampleRequest;
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
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookUpsTest {
  private static final Instant NOW = SampleRequest.NOW;
  private static final Instant KRAKENS_NOW = NOW.plusMillis(60_500);
  private static final Instant END = NOW.plusSeconds(60);
  private static final String PLACED =
      "{\"cl_ord_id\":\"a\",\"pair\":\"XBTUSD\",\"type\":\"buy\",\"volume\":\"1\"}";

  private final KrakenConfig config = KrakenConfigTest.config(Map.of());
  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final Announcements announcements =
      new Announcements(
          config, new DefaultCamelContext(), new Troubles(), new SimpleMeterRegistry(), clock);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Kraken's clock is a minute and a half a second ahead. */
  private final LookUps lookUps =
      new LookUps(
          config, SkewedClock.aheadOf(clock, 60), clock, announcements, new Attributed(), meters);

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

  /** What Kraken or a proxy says may be anything, a format too. */
  @Test
  void anAnswerWithAPercentSignIsAnnouncedAsItIs() {
    PrivateCall call = sent("AddOrder", PLACED);

    lookUps.take(request, call, new Ambiguous(new Transient("100% of %d proxies are away")));

    assertThat(announced()).contains("100% of %d proxies are away", "never sent again");
    assertThat(lookUps.due()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AmendOrder", "EditOrder", "Withdraw"})
  void soAreAmendsEditsAndWithdrawals(String endpoint) {
    take(sent(endpoint, "{\"cl_ord_id\":\"a\",\"txid\":\"O\",\"asset\":\"XBT\"}"));

    assertThat(announced()).contains("it is looked up and never sent again");
    assertThat(lookUps.due()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WalletTransfer", "Earn/Allocate", "CreateSubaccount"})
  void whatNoViewOfKrakensProvesIsAnnouncedForPeople(String endpoint) {
    take(sent(endpoint, "{\"cl_ord_id\":\"a\"}"));

    assertThat(announced()).contains("UNKNOWN_OUTCOME", "look it up at Kraken");
    assertThat(lookUps.due()).isEmpty();
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
  void whatAFormerOwnerLeftIsAnnouncedAndLookedUpOnce() {
    lookUps.resume(request, sent("AddOrder", PLACED));
    lookUps.resume(request, sent("AddOrder", PLACED));

    assertThat(announced()).contains("UNKNOWN_OUTCOME", "AddOrder of request mine was left");
    assertThat(gauge("kraken.orders.undecided", true)).isEqualTo(1);
    assertThat(lookUps.due()).hasSize(1);
  }

  @Test
  void afterAnotherHasTakenOverNothingIsLookedUp() {
    take(sent("AddOrder", PLACED));
    take(sent("WalletTransfer", "{}"));
    Look look = lookUps.due().get(0);

    lookUps.forget();
    finish(look, NOW.plusSeconds(1000));

    assertThat(look.decided()).isEmpty();
    assertThat(lookUps.due()).isEmpty();
    assertThat(gauge("kraken.orders.undecided", true)).isZero();
    assertThat(gauge("kraken.orders.undecided", false)).isZero();
  }

  @Test
  void whatIsDueIsLookedUpTogetherForEachAccountAndKey() {
    take(sent("AddOrder", PLACED));
    take(sent("AddOrder", PLACED.replace("\"a\"", "\"b\"")));
    take(sent("Withdraw", "{\"asset\":\"XBT\",\"key\":\"cold\",\"amount\":\"1\"}"));
    PrivateCall second = call("second", "AddOrder", PLACED, END);
    second.signed(NOW, KRAKENS_NOW, KRAKENS_NOW.plusSeconds(15), "1");
    second.leaves();
    take(second);

    assertThat(lookUps.due())
        .extracting(look -> look.nextCall().toString())
        .containsExactly("default OpenOrders", "default WithdrawStatus", "second OpenOrders");
  }

  /** One thread looks for all accounts, and the key of one may be held up for long. */
  @Test
  void whatIsAskedDoesNotWaitForItsTurnForEver() {
    take(sent("AddOrder", PLACED));
    Look look = lookUps.due().get(0);
    clock.advance(Duration.ofSeconds(5));

    PrivateCall query = lookUps.nextCall(look);

    assertThat(query).hasToString(look.nextCall().toString());
    assertThat(query.parameters()).isEqualTo(look.nextCall().parameters());
    assertThat(query.expiresAt()).contains(NOW.plusSeconds(65));
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
  void theAttemptIsDatedOnKrakensClockAsItWasThen() {
    PrivateCall ofAnother = call("default", "AddOrder", PLACED, END);
    ofAnother.signed(NOW.plusSeconds(1000), KRAKENS_NOW, KRAKENS_NOW.plusSeconds(15), "1");
    ofAnother.leaves();

    lookUps.resume(request, ofAnother);

    Look look = lookUps.due().get(0);
    see(look, "{\"open\":{}}", NOW);
    assertThat(look.nextCall().parameters().get("start").textValue())
        .isEqualTo(String.valueOf(NOW.getEpochSecond()));
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
    Instant believed = KRAKENS_NOW.plusSeconds(15).plusSeconds(75);

    Look early = lookUps.due().get(0);
    finish(early, believed.minusSeconds(1));
    assertThat(early.decided()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    Look late = lookUps.due().get(0);
    finish(late, believed);
    assertThat(late.decided()).hasSize(1);
    assertThat(late.decided().get(0).decidedAt()).isEqualTo(clock.instant());
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
    call.signed(NOW, KRAKENS_NOW, KRAKENS_NOW.plusSeconds(15), "1");
    call.leaves();
    return call;
  }

  private static PrivateCall call(String account, String endpoint, String parameters, Instant end) {
    return new PrivateCall(
        account, EndpointCatalogue.get(endpoint), Parsed.object(parameters), false, end);
  }
}
