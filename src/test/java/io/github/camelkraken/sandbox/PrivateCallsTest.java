package io.github.camelkraken.sandbox;

import static io.github.camelkraken.sandbox.PrivateClient.error;
import static io.github.camelkraken.sandbox.PrivateClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateCallsTest {
  private final VirtualClock clock = VirtualClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
  private SimulatedKraken kraken;
  private PrivateClient client;

  @BeforeEach
  void start() {
    kraken = new SimulatedKraken(clock).start();
    client = new PrivateClient(kraken, kraken.account().key());
  }

  @AfterEach
  void stop() {
    kraken.close();
  }

  @Test
  void aSignedFormIsAnswered() {
    JsonNode balance = client.result("Balance");

    assertThat(balance.get("ZUSD").asText()).isEqualTo("1000000.0000");
    assertThat(balance.get("XXBT").asText()).startsWith("10.");
  }

  @Test
  void aSignedJsonBodyIsAnswered() {
    JsonNode answer = client.callJson("Balance", "\"rebase_multiplier\":\"base\"");

    assertThat(answer.get("error")).isEmpty();
  }

  @Test
  void aJsonBodyUnderTheFormTypeHasNoNonce() {
    String body = "{\"nonce\":\"5000\"}";

    assertThat(error(json(client.send("Balance", PrivateClient.FORM, body))))
        .isEqualTo("EAPI:Invalid nonce");
  }

  @Test
  void aWrongSignatureIsRefusedAndUsesUpNoNonce() {
    String body = client.form();

    assertThat(error(json(client.send("Balance", PrivateClient.FORM, body, "wrong"))))
        .isEqualTo("EAPI:Invalid signature");
    assertThat(json(client.send("Balance", PrivateClient.FORM, body)).get("error")).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefused() {
    SimulatedKey key = kraken.account().key();
    kraken.account().removeKey(kraken.account().addKey());
    SimulatedKey other = kraken.account().addKey();
    kraken.account().removeKey(other);

    assertThat(error(new PrivateClient(kraken, other).call("Balance")))
        .isEqualTo("EAPI:Invalid key");
    assertThat(key.refusedNonces()).isZero();
  }

  @Test
  void aNonceCountsOnce() {
    String body = client.form();
    client.send("Balance", PrivateClient.FORM, body);

    assertThat(error(json(client.send("Balance", PrivateClient.FORM, body))))
        .isEqualTo("EAPI:Invalid nonce");
    assertThat(kraken.refusedNonces()).isEqualTo(1);
  }

  @Test
  void anUnknownEndpointUsesUpItsNonce() {
    assertThat(error(client.call("NoSuchThing"))).isEqualTo("EGeneral:Unknown method");
    assertThat(kraken.account().key().highestNonce()).isEqualTo(String.valueOf(client.nonce()));
  }

  @Test
  void aKeyWithoutThePermissionIsRefused() {
    SimulatedKey reader = kraken.account().addKey("query-funds");
    PrivateClient other = new PrivateClient(kraken, reader);

    assertThat(other.call("Balance").get("error")).isEmpty();
    assertThat(error(other.call("AddOrder"))).isEqualTo("EGeneral:Permission denied");
  }

  @Test
  void onlyAPostReachesAPrivateEndpoint() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(kraken.url() + "/0/private/Balance")).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body()).isEqualTo("{\"error\":[\"EGeneral:Unknown method\"]}");
  }

  @Test
  void theChecksComeInKrakensOrder() {
    SimulatedKey reader = kraken.account().addKey("query-funds");
    PrivateClient other = new PrivateClient(kraken, reader);
    String stale = other.form();
    other.send("Balance", PrivateClient.FORM, stale);

    assertThat(error(json(other.send("AddOrder", PrivateClient.FORM, stale, "wrong"))))
        .isEqualTo("EAPI:Invalid signature");
    assertThat(error(json(other.send("AddOrder", PrivateClient.FORM, stale))))
        .isEqualTo("EAPI:Invalid nonce");
    kraken.lockouts().lock(reader.key());
    assertThat(error(json(other.send("AddOrder", PrivateClient.FORM, stale, "wrong"))))
        .isEqualTo("EGeneral:Temporary lockout");
  }

  @Test
  void faultsAreScriptedAndCallsAreToldOverHttp() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String scripting = "/sandbox/faults?endpoint=Balance&fault=order-rate-limit&times=1";
    http.send(
        HttpRequest.newBuilder(URI.create(kraken.url() + scripting))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());

    assertThat(error(client.call("Balance"))).isEqualTo("EOrder:Rate limit exceeded");

    String told =
        http.send(
                HttpRequest.newBuilder(URI.create(kraken.url() + "/sandbox/private-calls")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(told).contains("\"errors\":[\"EOrder:Rate limit exceeded\"]");
  }

  @Test
  void tenErrorsInARowShutAKeyOut() {
    for (int i = 0; i < 10; i++) {
      client.send("Balance", PrivateClient.FORM, client.form(), "wrong");
    }

    assertThat(error(client.call("Balance"))).isEqualTo("EGeneral:Temporary lockout");
    clock.advance(Duration.ofMinutes(16));
    assertThat(client.call("Balance").get("error")).isEmpty();
  }

  @Test
  void everyCallIsRecordedWithItsAnswer() {
    client.call("AddOrder", "pair", "XBTUSD", "close[price]", "1", "validate", "true");

    ReceivedPrivateCall call = kraken.privateCalls("AddOrder").get(0);
    assertThat(call.key()).isEqualTo(kraken.account().key().key());
    assertThat(call.nonce()).isEqualTo(String.valueOf(client.nonce()));
    assertThat(call.parameter("pair")).contains("XBTUSD");
    assertThat(call.json().at("/close/price").asText()).isEqualTo("1");
    assertThat(new String(call.body())).contains("close%5Bprice%5D=1");
    assertThat(call.errors()).containsExactly("EGeneral:Invalid arguments:ordertype");
    assertThat(kraken.validates()).containsExactly("true");
    assertThat(kraken.calls()).isEmpty();
  }
}
