package io.github.camelkraken.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelkraken.topics.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that is not as the contract says does not get past a test. */
class ContractTest {
  private static final String TRADE =
      """
      {"symbol":"BTC/USD","side":"buy","price":"67206.7","qty":"0.34507674","ord_type":"limit",\
      "trade_id":61044952,"timestamp":"2026-11-23T15:31:09.827736900Z"}""";

  @AfterEach
  void forget() {
    Inspector.found();
  }

  @Test
  void aRecordAsTheContractSaysIsNoReasonToComplain() {
    assertThat(Contract.complaints(trade(TRADE))).isEmpty();
  }

  @Test
  void aComplaintNamesTheTopicTheOffsetAndWhatIsWrong() {
    assertThat(Contract.complaints(trade(TRADE.replace("\"67206.7\"", "67206.7"))))
        .singleElement()
        .asString()
        .contains(
            "a.b.market.trades, partition 2, offset 17, value: /price: ",
            "number found, string expected",
            "it is {\"symbol\":\"BTC/USD\"");
  }

  @Test
  void aFieldThatNobodyHasDescribedIsAMistakeHere() {
    assertThat(Contract.complaints(trade(TRADE.replace("}", ",\"fee\":\"1\"}"))))
        .singleElement()
        .asString()
        .contains("'fee'");
  }

  @Test
  void aMissingFieldAndOneThatComesTwiceAreMistakes() {
    assertThat(Contract.complaints(trade(TRADE.replace("\"side\":\"buy\",", "")))).hasSize(1);
    assertThat(Contract.complaints(trade(TRADE.replace("}", ",\"side\":\"buy\"}")))).hasSize(1);
  }

  @Test
  void keyAndHeadersBelongToTheContractToo() {
    ConsumerRecord<String, String> record = trade(TRADE);
    record.headers().remove("ce_type").add("ce_type", "kraken.market.ticker".getBytes());
    record.headers().remove("ce_id").add("x-new", "1".getBytes());

    assertThat(Contract.complaints(record))
        .extracting(Complaint::part)
        .containsExactly("headers", "headers", "headers");
    assertThat(Contract.complaints(record("market.status", "linear", "{}", Map.of())))
        .extracting(Complaint::part)
        .contains("key");
  }

  @Test
  void aDeadLetterMayBeAnything() {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>("kraken.dead-letters", 0, 3, null, new byte[] {0, (byte) 0xff});

    assertThat(Contract.complaints(letter))
        .as("only the headers that say why are missing")
        .hasSize(6)
        .allMatch(one -> one.what().contains("dead-letter-"));
  }

  @Test
  void anErasedNameIsNoMistakeButAnErasedTradeIs() {
    assertThat(Contract.complaints(record("orders.journal", "default/a", null, Map.of())))
        .isEmpty();
    assertThat(Contract.complaints(trade(null))).isNotEmpty();
  }

  @Test
  void whatOthersWriteIsTheirBusiness() {
    assertThat(Contract.complaints(record("orders.requests", null, "nonsense", Map.of())))
        .isEmpty();
    assertThat(Contract.isPublished("kraken.orders.requests")).isFalse();
    assertThat(Contract.isPublished("kraken.orders.results")).isTrue();
    assertThat(Contract.isPublished("elsewhere")).isFalse();
  }

  @Test
  void aTestThatHasReadAWrongRecordFails() {
    InspectedRecords inspected = new InspectedRecords();
    inspected.beforeAll(null);
    inspected.afterEach(null);

    consume(trade(TRADE), trade(TRADE.replace("buy", "bought")), trade(TRADE.replace("buy", "b")));

    assertThatThrownBy(() -> inspected.afterEach(null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.b.market.trades, partition 2, offset 17, value: /side");
    inspected.afterAll(null);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  @SafeVarargs
  private static void consume(ConsumerRecord<String, String>... records) {
    TopicPartition partition = new TopicPartition(records[0].topic(), records[0].partition());
    try (Inspector inspector = new Inspector()) {
      inspector.onConsume(new ConsumerRecords(Map.of(partition, List.of(records)), Map.of()));
    }
  }

  private static ConsumerRecord<String, String> trade(String value) {
    CloudEvent event =
        new CloudEvent(
            "https://api.kraken.com/0/public/Trades",
            "kraken.market.trades",
            "BTC/USD/61044952",
            Instant.parse("2026-11-23T15:31:09.827736900Z"),
            "BTC/USD",
            new byte[0]);
    ConsumerRecord<String, String> record = record("market.trades", "BTC/USD", value, Map.of());
    event.headers(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static ConsumerRecord<String, String> record(
      String topic, String key, String value, Map<String, String> headers) {
    ConsumerRecord<String, String> record = new ConsumerRecord<>("a.b." + topic, 2, 17, key, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
