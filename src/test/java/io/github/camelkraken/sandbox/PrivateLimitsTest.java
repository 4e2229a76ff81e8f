package io.github.camelkraken.sandbox;

import static io.github.camelkraken.sandbox.PrivateClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.limit.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateLimitsTest {
  private final VirtualClock clock = VirtualClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
  private SimulatedKraken kraken;

  @BeforeEach
  void start() {
    kraken = new SimulatedKraken(clock).start();
    kraken.market().pair("XBTUSD").moveTo("60000.0");
  }

  @AfterEach
  void stop() {
    kraken.close();
  }

  @ParameterizedTest
  @CsvSource({"STARTER, 15, 4", "INTERMEDIATE, 20, 2", "PRO, 20, 1"})
  void aKeysCounterDependsOnTheTier(Tier tier, int calls, int secondsForOneMore) {
    PrivateClient client = limited(tier);

    for (int i = 0; i < calls; i++) {
      assertThat(client.call("Balance").get("error")).isEmpty();
    }
    assertThat(error(client.call("Balance"))).isEqualTo("EAPI:Rate limit exceeded");
    clock.advance(Duration.ofSeconds(secondsForOneMore));
    assertThat(client.call("Balance").get("error")).isEmpty();
  }

  @Test
  void ordersAreNotOnTheKeysCounterAndHistoriesAreTwice() {
    PrivateClient client = limited(Tier.STARTER);

    for (int i = 0; i < 7; i++) {
      client.result("Ledgers");
      place(client);
    }

    assertThat(account().key().counter().value(clock.instant())).isEqualByComparingTo("14");
  }

  @Test
  void theEngineCountsByTheAgeOfTheOrder() {
    PrivateClient client = limited(Tier.INTERMEDIATE);
    BigDecimal decay = new BigDecimal("2.34");
    String txid = place(client).at("/result/txid/0").asText();

    clock.advance(Duration.ofSeconds(7));
    client.result("AmendOrder", "txid", txid, "limit_price", "50001");
    assertThat(count()).isEqualByComparingTo("3");

    clock.advance(Duration.ofSeconds(1));
    client.result("CancelOrder", "txid", txid);
    assertThat(count())
        .isEqualByComparingTo(new BigDecimal("3").subtract(decay).add(new BigDecimal("8")));
  }

  @Test
  void theEngineRefusesAboveItsThreshold() {
    PrivateClient client = limited(Tier.STARTER);

    for (int i = 0; i < 6; i++) {
      cancel(client, place(client));
    }
    JsonNode seventh = place(client);

    assertThat(error(client.call("CancelOrder", "txid", seventh.at("/result/txid/0").asText())))
        .isEqualTo("EOrder:Rate limit exceeded");
    assertThat(error(place(client))).isEqualTo("EOrder:Rate limit exceeded");
  }

  @Test
  void openOrdersOfAPairAreCapped() {
    PrivateClient client = limited(Tier.STARTER);

    for (int i = 0; i < 60; i++) {
      assertThat(place(client).get("error")).isEmpty();
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(error(place(client))).isEqualTo("EOrder:Orders limit exceeded");
  }

  @Test
  void nothingIsCountedUnlessSwitchedOn() {
    PrivateClient client = new PrivateClient(kraken, kraken.account().key());

    for (int i = 0; i < 30; i++) {
      client.result("Ledgers");
    }
  }

  private PrivateClient limited(Tier tier) {
    SimulatedAccount account = kraken.addAccount("limited", tier);
    kraken.limitPrivate(true);
    return new PrivateClient(kraken, account.key());
  }

  private SimulatedAccount account() {
    return kraken.account("limited");
  }

  private BigDecimal count() {
    return account().limits().value(kraken.market().pair("XBTUSD"));
  }

  private static JsonNode place(PrivateClient client) {
    return client.call(
        "AddOrder",
        "pair",
        "XBTUSD",
        "type",
        "buy",
        "ordertype",
        "limit",
        "price",
        "50000",
        "volume",
        "0.01");
  }

  private static void cancel(PrivateClient client, JsonNode placed) {
    client.result("CancelOrder", "txid", placed.at("/result/txid/0").asText());
  }
}
