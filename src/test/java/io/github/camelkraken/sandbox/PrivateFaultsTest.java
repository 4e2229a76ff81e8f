package io.github.camelkraken.sandbox;

import static io.github.camelkraken.sandbox.PrivateClient.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import io.github.camelkraken.sandbox.auth.Signature;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.FailedEdit;
import io.github.camelkraken.sandbox.fault.Faults;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.LateEffect;
import io.github.camelkraken.sandbox.fault.RefusedElement;
import io.github.camelkraken.sandbox.fault.Slow;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PrivateFaultsTest {
  private static final String[] ORDER = {
    "pair", "XBTUSD", "type", "buy", "ordertype", "limit", "price", "50000", "volume", "1"
  };

  private final VirtualClock clock = VirtualClock.running();
  private SimulatedKraken kraken;
  private PrivateClient client;

  @BeforeEach
  void start() {
    kraken = new SimulatedKraken(clock).start();
    kraken.market().pair("XBTUSD").moveTo("60000.0");
    client = new PrivateClient(kraken, kraken.account().key());
  }

  @AfterEach
  void stop() {
    kraken.close();
  }

  @Test
  void aFaultInKrakensPlaceLeavesNoOrderAndNoNonceBehind() {
    kraken.faults().script("AddOrder", new KrakenSays("EAPI:Invalid nonce"), 1);
    kraken.faults().script("AddOrder", new HttpStatus(502), 1);

    assertThat(error(client.call("AddOrder", ORDER))).isEqualTo("EAPI:Invalid nonce");
    assertThat(order().statusCode()).isEqualTo(502);

    assertThat(kraken.account().orders()).isEmpty();
    assertThat(kraken.account().key().highestNonce()).isEqualTo("0");
    assertThat(kraken.privateCalls().get(0).errors()).containsExactly("EAPI:Invalid nonce");
    assertThat(kraken.privateCalls().get(1).errors()).isEmpty();
    assertThat(kraken.privateCalls().get(1).isAnswered()).isTrue();
  }

  @Test
  void aFaultAfterTheEffectLeavesAnOrderBehind() {
    kraken.faults().script("AddOrder", new AfterEffect(new HttpStatus(502)), 1);

    assertThat(order().statusCode()).isEqualTo(502);

    assertThat(kraken.account().orders()).hasSize(1);
  }

  @Test
  void aCutConnectionIsRecordedAsUnanswered() {
    kraken.faults().script("AddOrder", new CutBefore(), 1);

    assertThatThrownBy(this::order).isInstanceOf(UncheckedIOException.class);

    assertThat(kraken.privateCalls().get(0).isAnswered()).isFalse();
    assertThat(kraken.account().orders()).isEmpty();
  }

  @Test
  void aLateEffectComesAfterTheConnectionWasCut() {
    kraken.faults().script("AddOrder", LateEffect.cut(Duration.ofMillis(300)), 1);

    assertThatThrownBy(this::order).isInstanceOf(UncheckedIOException.class);
    assertThat(client.result("OpenOrders").get("open")).isEmpty();

    await().until(() -> kraken.account().orders().size() == 1);
    assertThat(kraken.refusedNonces()).isZero();
  }

  @Test
  void aLateEffectAfterTheDeadlineIsNone() {
    kraken.faults().script("AddOrder", new Slow(Duration.ofMillis(300)), 1);
    List<ReceivedPrivateCall> arrived = new CopyOnWriteArrayList<>();
    kraken.onPrivateCall(arrived::add);
    List<String> order = new ArrayList<>(List.of(ORDER));
    order.addAll(List.of("deadline", clock.instant().plusSeconds(10).toString()));

    CompletableFuture<JsonNode> answer =
        CompletableFuture.supplyAsync(() -> client.call("AddOrder", order.toArray(String[]::new)));
    await().until(() -> kraken.account().key().highestNonce().length() > 1);
    clock.advance(Duration.ofSeconds(15));

    assertThat(error(answer.join())).isEqualTo("EService:Deadline elapsed");
    assertThat(arrived).hasSize(1);
    assertThat(kraken.account().orders()).isEmpty();
  }

  @Test
  void aHangingCallIsNeverAnswered() {
    kraken.faults().script("AddOrder", new Hanging(), 1);

    CompletableFuture<HttpResponse<byte[]>> answer = CompletableFuture.supplyAsync(this::order);
    await().until(() -> kraken.privateCalls().size() == 1);
    client.result("Balance");

    assertThat(answer).isNotDone();
    assertThat(kraken.account().orders()).isEmpty();
  }

  @Test
  void oneOrderOfABatchIsRefused() {
    kraken
        .faults()
        .script("AddOrderBatch", new RefusedElement(1, "EOrder:Orders limit exceeded"), 1);

    JsonNode answer = client.callJson("AddOrderBatch", batch("1", "50000"));

    assertThat(answer.get("error")).isEmpty();
    assertThat(answer.at("/result/orders/0/txid").isTextual()).isTrue();
    assertThat(answer.at("/result/orders/1/error").asText())
        .isEqualTo("EOrder:Orders limit exceeded");
    assertThat(kraken.account().orders()).hasSize(1);
  }

  @Test
  void aBatchIsRefusedAsAWholeForAWrongOrderOnly() {
    JsonNode tooDear = client.callJson("AddOrderBatch", batch("1000", "50000"));
    JsonNode wrong = client.callJson("AddOrderBatch", batch("1", "fifty"));

    assertThat(tooDear.at("/result/orders/1/error").asText())
        .isEqualTo("EOrder:Insufficient funds");
    assertThat(error(wrong)).isEqualTo("EGeneral:Invalid arguments:price");
    assertThat(kraken.account().orders()).hasSize(1);
  }

  @Test
  void aFailedEditLeavesTheOrderOpen() {
    String txid = client.result("AddOrder", ORDER).at("/txid/0").asText();
    kraken.faults().script("EditOrder", new FailedEdit("EOrder:Order not editable"), 1);

    JsonNode failed = client.result("EditOrder", "txid", txid, "pair", "XBTUSD", "price", "51000");
    JsonNode edited = client.result("EditOrder", "txid", txid, "pair", "XBTUSD", "price", "51000");

    assertThat(failed.get("status").asText()).isEqualTo("err");
    assertThat(failed.get("error_message").asText()).isEqualTo("EOrder:Order not editable");
    assertThat(edited.get("status").asText()).isEqualTo("ok");
    assertThat(kraken.account().openOrders())
        .extracting(SimulatedOrder::txid)
        .containsExactly(edited.get("txid").asText());
  }

  @Test
  void callsThatOvertakeEachOtherAreRefusedForTheirNonce() {
    kraken.delay(Duration.ofMillis(1), Duration.ofMillis(40));
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(30);

    for (int i = 0; i < 30; i++) {
      String body = client.form();
      String signature = signature(body);
      answers.add(
          CompletableFuture.supplyAsync(
              () -> client.send("Balance", PrivateClient.FORM, body, signature), threads));
    }
    answers.forEach(CompletableFuture::join);
    threads.shutdown();

    assertThat(kraken.refusedNonces()).isPositive();
    assertThat(
            kraken.privateCalls().stream()
                .filter(call -> call.errors().contains("EAPI:Invalid nonce")))
        .hasSize(kraken.refusedNonces());
  }

  @Test
  void answersOfPrivateCallsAreTold() {
    List<String> told = new CopyOnWriteArrayList<>();
    kraken.onAnswered(call -> told.add(call.endpoint()));

    client.result("Balance");

    await().until(() -> told.equals(List.of("Balance")));
  }

  @Test
  void everyFaultHasAName() {
    for (String name :
        List.of("cut-after", "http-502-after", "hang", "invalid-nonce", "lockout", "wrong-last")) {
      assertThat(Faults.named(name)).isNotNull();
    }
    assertThatThrownBy(() -> Faults.named("nothing")).hasMessageContaining("order-rate-limit");
  }

  private HttpResponse<byte[]> order() {
    return client.send("AddOrder", PrivateClient.FORM, client.form(ORDER));
  }

  private String signature(String body) {
    return Signature.of(
        "/0/private/Balance",
        String.valueOf(client.nonce()),
        body.getBytes(StandardCharsets.UTF_8),
        kraken.account().key().secret());
  }

  private static String batch(String volume, String price) {
    return """
        "pair": "XBT/USD", "orders": [
          {"ordertype": "limit", "type": "buy", "volume": "1", "price": "50000"},
          {"ordertype": "limit", "type": "buy", "volume": "%s", "price": "%s"}]"""
        .formatted(volume, price);
  }
}
