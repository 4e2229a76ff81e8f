package io.github.camelkraken.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes a simulated exchange fit to run for long, and to be started again. */
class LiveKrakenTest {
  @Test
  void tradeIdsGoUpFromOneStartToTheNext() throws Exception {
    List<Long> before = tradeIdsOfOneRun();
    List<Long> after = tradeIdsOfOneRun();

    assertThat(before).isSorted().hasSizeGreaterThan(1);
    assertThat(after.get(0)).isGreaterThan(before.get(before.size() - 1));
  }

  @Test
  void whatIsForgottenIsGoneAndTheIdsGoOn() {
    SimulatedPair pair = new SimulatedPair("XXBTZUSD", "XBT/USD", "XXBT", "ZUSD", 1, "60000");
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    List<SimulatedTrade> first = pair.trade(noon, 3);
    List<SimulatedTrade> second = pair.trade(noon.plusSeconds(1), 2);

    pair.forget(noon);
    List<SimulatedTrade> third = pair.trade(noon.plusSeconds(2), 1);

    assertThat(pair.tradesAfter(0, 1000))
        .containsExactly(second.get(0), second.get(1), third.get(0));
    assertThat(third.get(0).id()).isEqualTo(first.get(0).id() + 5);
  }

  private static List<Long> tradeIdsOfOneRun() throws Exception {
    try (LiveKraken kraken = new LiveKraken("127.0.0.1", Ports.free()).start()) {
      URI trades = URI.create(kraken.url() + "/0/public/Trades?pair=XBTUSD");
      String answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(trades).build(), BodyHandlers.ofString())
              .body();
      JsonNode rows = new ObjectMapper().readTree(answer).at("/result/XXBTZUSD");
      List<Long> ids = new ArrayList<>();
      rows.forEach(row -> ids.add(row.get(6).longValue()));
      return ids;
    }
  }
}
