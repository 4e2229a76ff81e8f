package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.CutAfter;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.Html;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.Throttled;
import io.github.camelkraken.sandbox.fault.Truncated;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Whatever happens and however much is logged: no key, secret, signature or token gets out. */
class SecretsIT {
  private static final List<Fault> FAULTS =
      List.of(
          new KrakenSays("EAPI:Rate limit exceeded"),
          new KrakenSays("EAPI:Invalid nonce"),
          new KrakenSays("EService:Unavailable"),
          new KrakenSays("EGeneral:Permission denied"),
          new Throttled(Duration.ofSeconds(1)),
          HttpStatus.tooManyRequests(1),
          new HttpStatus(403),
          new HttpStatus(502),
          new Html(),
          new Truncated(),
          new CutBefore(),
          new CutAfter(),
          new Hanging(),
          new AfterEffect(new HttpStatus(504)));

  @Test
  void withEveryLoggerAtTraceAndEveryFaultNothingSecretIsWrittenAnywhere() throws Exception {
    try (Rig rig = everythingLogged(Rig.create().trading("live"))) {
      rig.set("kraken.rest-timeout", "1s").set("kraken.unknown-window", "1s").start();
      Requests account = rig.requests("account");
      Requests orders = rig.requests("orders");
      int count = 0;
      for (String endpoint : List.of("Balance", "GetApiKeyInfo", "GetWebSocketsToken")) {
        account.send("account.requests", "q" + count++, "{\"endpoint\":\"" + endpoint + "\"}");
      }
      for (Fault fault : FAULTS) {
        rig.kraken().faults().script("Balance", fault, 1);
        rig.kraken().faults().script("AddOrder", fault, 1);
        account.send("account.requests", "q" + count, "{\"endpoint\":\"Balance\"}");
        orders.send(
            "orders.requests",
            "o" + count,
            "{\"endpoint\":\"AddOrder\",\"pair\":\"XBTUSD\",\"type\":\"buy\","
                + "\"ordertype\":\"market\",\"volume\":\"0.001\"}");
        account.awaitEnd("q" + count);
        String order = "o" + count;
        eventually("answered", () -> !orders.results(order).isEmpty());
        count++;
      }
      for (int i = 3; i < count; i++) {
        orders.awaitEnd("o" + i);
      }
      rig.kraken().faults().script("Balance", new KrakenSays("EAPI:Invalid signature"), 1);
      account.send("account.requests", "last", "{\"endpoint\":\"Balance\"}");
      assertThat(account.awaitEnd("last").path("reason").asText()).isEqualTo("KEY_FAULT");
      String health = RestAssured.get(rig.pipeline().url() + "/q/health").asString();
      String metrics = RestAssured.get(rig.pipeline().url() + "/q/metrics").asString();
      List<String> written = topics(rig);
      rig.pipeline().stop();

      Set<String> secrets =
          rig.kraken().privateCalls().stream()
              .map(ReceivedPrivateCall::signature)
              .collect(Collectors.toSet());
      assertThat(secrets).as("signatures").hasSizeGreaterThan(40);
      secrets.add(rig.kraken().account().key().key());
      secrets.add(rig.kraken().account().key().secret());
      assertThat(rig.pipeline().output())
          .as("debug lines are written at all")
          .anyMatch(line -> line.contains("DEBUG") && line.contains("org.apache.hc"));
      assertThat(clean(rig.pipeline().output(), secrets)).as("output").isEmpty();
      assertThat(clean(List.of(health, metrics), secrets)).as("health, metrics").isEmpty();
      assertThat(written).hasSizeGreaterThan(50);
      assertThat(clean(written, secrets)).as("topics").isEmpty();
    }
  }

  private static Rig everythingLogged(Rig rig) {
    rig.set("quarkus.log.level", "TRACE");
    for (String category :
        List.of(
            "org.apache.kafka",
            "org.apache.kafka.clients",
            "org.apache.camel",
            "org.apache.camel.component.timer",
            "org.apache.hc",
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "io.smallrye.health",
            "io.github.camelkraken")) {
      rig.set("quarkus.log.category.\"" + category + "\".level", "TRACE");
    }
    return rig;
  }

  private static List<String> clean(List<String> texts, Set<String> secrets) {
    return texts.stream().filter(text -> secrets.stream().anyMatch(text::contains)).toList();
  }

  /** Keys, values and headers of every record of every topic of this pipeline's. */
  private static List<String> topics(Rig rig) throws Exception {
    List<String> written = new ArrayList<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      String[] names =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(rig.topic("")))
              .toArray(String[]::new);
      assertThat(names).hasSizeGreaterThan(15);
      try (TopicReader reader = new TopicReader(rig.broker().bootstrapServers(), names)) {
        for (ConsumerRecord<String, String> record : reader.records()) {
          written.add(record.key() + "\n" + record.value());
          record
              .headers()
              .forEach(
                  header ->
                      written.add(
                          header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
        }
      }
    }
    return written;
  }
}
