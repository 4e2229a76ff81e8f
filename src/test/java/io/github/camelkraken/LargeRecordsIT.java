package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.Replaced;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a topic does not take whole never stops the requests behind it. */
class LargeRecordsIT {
  private static final Map<String, String> SMALL = Map.of("max.message.bytes", "3000");

  @Test
  void whereATopicIsTooSmallLessIsPublishedAndTheNextRequestIsAnswered() throws Exception {
    try (Rig rig = Rig.create().trading("validate");
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(rig.topic("account.results"), 1, (short) 1).configs(SMALL),
                  new NewTopic(rig.topic("dead-letters"), 1, (short) 1).configs(SMALL)))
          .all()
          .get();
      rig.start();
      Requests account = rig.requests("account");
      String large = "{\"error\":[],\"result\":{\"ZUSD\":\"" + "1".repeat(5000) + "\"}}";
      rig.kraken().faults().script("Balance", new Replaced(large), 1);

      account.send("account.requests", "large", "{\"endpoint\":\"Balance\"}");
      account.send("account.requests", "garbage", "x".repeat(200_000));
      account.send("account.requests", "next", "{\"endpoint\":\"Balance\"}");

      JsonNode result = account.awaitEnd("large");
      assertThat(result.path("status").asText()).isEqualTo("accepted");
      assertThat(result.path("result").isNull()).isTrue();
      assertThat(result.path("detail").asText()).contains("larger than the topic");
      assertThat(account.awaitEnd("garbage").path("reason").asText()).isEqualTo("INVALID_REQUEST");
      assertThat(account.awaitEnd("next").path("result").path("ZUSD").asText()).isNotEmpty();
      assertThat(account.results()).as("one for each").hasSize(3);
      TopicReader letters = rig.reader("dead-letters");
      eventually("the dead letter", () -> letters.records().size() == 1);
      ConsumerRecord<String, String> letter = letters.records().get(0);
      assertThat(letter.value()).isEmpty();
      assertThat(TopicReader.headers(letter))
          .containsEntry("dead-letter-reason", "TOO_LARGE")
          .containsEntry("request-id", "garbage")
          .containsKeys("dead-letter-value", "dead-letter-topic", "dead-letter-offset");
    }
  }

  @Test
  void anOrderWithLargeHeadersIsPutAsideAndTheNextOneIsPlaced() {
    try (Rig rig = Rig.create().trading("live").start()) {
      Requests orders = rig.requests("orders");
      String order =
          """
          {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"market","volume":"0.01"}""";
      orders.send(
          "orders.requests",
          "default",
          order.getBytes(StandardCharsets.UTF_8),
          Map.of("request-id", "large", "note", "x".repeat(900_000)));
      orders.send("orders.requests", "next", order);

      JsonNode refused = orders.awaitEnd("large");
      assertThat(refused.path("reason").asText()).isEqualTo("INVALID_REQUEST");
      assertThat(refused.path("detail").asText()).contains("headers");
      assertThat(orders.awaitEnd("next").path("status").asText()).isEqualTo("accepted");
    }
  }

  @Test
  void anAnswerAndADeadLetterMayBeLargerThanKafkasUsualLimit() {
    try (Rig rig = Rig.create().trading("validate").start()) {
      Requests account = rig.requests("account");
      String large = "{\"error\":[],\"result\":{\"ZUSD\":\"" + "1".repeat(3_000_000) + "\"}}";
      rig.kraken().faults().script("Balance", new Replaced(large), 1);

      account.send("account.requests", "large", "{\"endpoint\":\"Balance\"}");

      assertThat(account.awaitEnd("large").path("result").path("ZUSD").asText()).hasSize(3_000_000);
      byte[] garbage = "x".repeat(1_048_000).getBytes(StandardCharsets.UTF_8);
      account.send("account.requests", "default", garbage, Map.of("note", "at Kafka's limit"));
      TopicReader letters = rig.reader("dead-letters");
      eventually("the dead letter", () -> letters.records().size() == 1);
      assertThat(letters.records().get(0).value()).hasSize(1_048_000);
    }
  }
}
