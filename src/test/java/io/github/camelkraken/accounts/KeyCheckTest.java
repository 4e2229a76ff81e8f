package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.events.Announcements;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.KrakenClock;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.sandbox.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCheckTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");
  private static final String NOW_NANOS = NOW.getEpochSecond() + "000000000";
  private static final String WITHDRAWS =
      "{\"permissions\":[\"modify-trades\",\"withdraw-funds\"]}";

  private static final String[] CANCEL_KEY = {
    "kraken.accounts.default.keys.cancel.api-key",
    "cancels",
    "kraken.accounts.default.keys.cancel.api-secret",
    SampleAccount.SECRET
  };

  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final SampleBroker broker = new SampleBroker();

  @Test
  void aKeyIsCheckedUntilThatSucceeds() {
    Gateway gateway = new Gateway(SampleAccount.config());
    assertThat(gateway.keyCheck.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.endpoint()).isEqualTo("GetApiKeyInfo");
              assertThat(call.account()).isEqualTo("default");
              assertThat(call.isUrgent()).isTrue();
            });
    assertThat(gateway.keyCheck.calls()).hasSize(1);

    gateway.told("{\"permissions\":[\"query-funds\"]}");
    assertThat(gateway.keyCheck.calls()).isEmpty();
    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @Test
  void aKeyThatIsLockedOutIsCheckedLater() {
    Gateway gateway = new Gateway(SampleAccount.config());
    gateway.lane().lockOut();
    assertThat(gateway.keyCheck.calls()).isEmpty();

    clock.advance(Duration.ofMinutes(15));
    assertThat(gateway.keyCheck.calls()).hasSize(1);
  }

  @Test
  void eachKeyIsChecked() {
    Gateway gateway =
        new Gateway(
            SampleAccount.config(
                "kraken.accounts.second.api-key",
                "other",
                "kraken.accounts.second.api-secret",
                SampleAccount.SECRET));

    assertThat(gateway.keyCheck.calls())
        .extracting(PrivateCall::account)
        .containsExactly("default", "second");
  }

  @Test
  void eachKeyOfARoleIsCheckedWithItself() {
    Gateway gateway = new Gateway(SampleAccount.config(CANCEL_KEY));

    List<PrivateCall> checks = gateway.keyCheck.calls();

    assertThat(checks).extracting(PrivateCall::role).containsExactly(Role.OWN, Role.CANCEL);
    gateway.told(checks.get(1), "{\"permissions\":[\"close-trades\"]}");
    assertThat(gateway.lanes.lane(Account.DEFAULT, Role.CANCEL).trouble()).isEmpty();
    assertThat(gateway.lane().trouble()).isPresent();
    assertThat(gateway.keyCheck.calls()).extracting(PrivateCall::role).containsExactly(Role.OWN);
  }

  @Test
  void aKeyOfARoleThatMayWithdrawIsStoppedByItself() {
    Gateway gateway = new Gateway(SampleAccount.config(CANCEL_KEY));

    gateway.told(gateway.keyCheck.calls().get(1), WITHDRAWS);

    assertThat(gateway.announced())
        .contains("KEY_FAULT", "kraken.accounts.default.keys.cancel.api-key");
    gateway.told("{\"permissions\":[\"modify-trades\"]}");
    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @Test
  void afterItsLaneStoodByAKeyIsCheckedAnew() {
    Gateway gateway = new Gateway(SampleAccount.config());
    PrivateCall old = gateway.keyCheck.calls().get(0);

    gateway.lanes.standBy();
    assertThat(gateway.keyCheck.calls()).isEmpty();
    gateway.lanes.resume();
    gateway.told(old, "{}");
    assertThat(gateway.lane().trouble()).isPresent();

    gateway.told("{}");
    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiKeyName\":\"n\",\"apiKey\":\"k\",\"nonceWindow\":0,\"nonce\":\"%s\","
            + "\"permissions\":[\"modify-trades\"],\"validUntil\":\"0\"}",
        "{\"api_key_name\":\"n\",\"api_key\":\"k\",\"nonce_window\":0,\"nonce\":\"%s\","
            + "\"permissions\":[\"modify-trades\"],\"valid_until\":\"0\"}",
        "{\"nonce\":%s,\"permissions\":[\"modify-trades\"]}"
      })
  void noncesGoOnAboveTheOneThatKrakenHasSeen(String info) {
    Gateway gateway = new Gateway(SampleAccount.config());
    String seen = NOW.plusSeconds(3_600).getEpochSecond() + "000000000";

    gateway.told(info.formatted(seen));

    assertThat(gateway.nonces.next(Account.DEFAULT, new ApiKey(SampleAccount.KEY)))
        .isEqualTo(String.valueOf(Long.parseLong(seen) + 1));
    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"nonce\":null}",
        "{\"nonce\":\"\"}",
        "{\"nonce\":\"soon\"}",
        "{\"nonce\":\"-1\"}",
        "{\"nonce\":\"99999999999999999999\"}",
        "{\"nonce\":\"1\"}"
      })
  void aNonceThatSaysNothingChangesNothing(String info) {
    Gateway gateway = new Gateway(SampleAccount.config());

    gateway.told(info);

    assertThat(gateway.nonces.next(Account.DEFAULT, new ApiKey(SampleAccount.KEY)))
        .isEqualTo(NOW_NANOS);
    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @Test
  void aLiveKeyThatMayWithdrawForNothingIsStopped() {
    Gateway gateway = new Gateway(SampleAccount.config());

    gateway.told(WITHDRAWS);

    assertThat(gateway.lane().trouble())
        .hasValueSatisfying(reason -> assertThat(reason).contains("may withdraw funds"));
    assertThat(gateway.keyCheck.calls()).isEmpty();
    assertThat(gateway.announced())
        .contains("KEY_FAULT", "account/default", "kraken.funding.enabled=true")
        .doesNotContain(SampleAccount.KEY);
  }

  @Test
  void withFundingAKeyMayWithdraw() {
    Gateway gateway = new Gateway(SampleAccount.config("kraken.funding.enabled", "true"));

    gateway.told(WITHDRAWS);

    assertThat(gateway.lane().trouble()).isEmpty();
  }

  @Test
  void inModeValidateNothingIsWithdrawn() {
    Gateway gateway = new Gateway(SampleAccount.config("kraken.trading.mode", "validate"));

    gateway.told(WITHDRAWS);

    assertThat(gateway.lane().trouble()).isEmpty();
  }

  /** One process with its beans. */
  private final class Gateway {
    private final Nonces nonces;
    private final Lanes lanes;
    private final KeyCheck keyCheck;
    private final Announcements announcements;

    private Gateway(KrakenConfig config) {
      Troubles troubles = new Troubles();
      announcements =
          new Announcements(
              config, new DefaultCamelContext(), troubles, new SimpleMeterRegistry(), clock);
      nonces = broker.nonces(config, clock);
      lanes =
          new Lanes(
              SampleAccount.accounts(config),
              nonces,
              config,
              new KrakenClock(clock),
              clock,
              announcements,
              troubles,
              new SimpleMeterRegistry());
      lanes.resume();
      keyCheck = new KeyCheck(lanes, nonces, config);
    }

    private void told(String info) {
      told(keyCheck.calls().get(0), info);
    }

    private void told(PrivateCall check, String info) {
      keyCheck.read(new Answer(check, Parsed.json(info), NOW, NOW));
    }

    private Lane lane() {
      return lanes.lane(Account.DEFAULT, Role.OWN);
    }

    private String announced() {
      return new String((byte[]) announcements.waiting().get(0).getBody(), StandardCharsets.UTF_8);
    }
  }
}
