package io.github.camelkraken;

import static io.github.camelkraken.sandbox.Rig.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Requests;
import io.github.camelkraken.sandbox.Rig;
import io.github.camelkraken.sandbox.TopicReader;
import io.github.camelkraken.sandbox.fault.WithHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What users put on the topics of requests, good and bad, and what they get back for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsIT {
  private static final String ORDER =
      """
      {"endpoint":"AddOrder","pair":"BTC/USD","type":"buy","ordertype":"limit","price":"10000",\
      "volume":"0.01"}""";
  private static final String CHECKED = ORDER.replace("}", ",\"validate\":true}");
  private static final String BALANCE = "{\"endpoint\":\"Balance\"}";

  /** All requests of one account are in one partition, so each stands behind the one before. */
  private static final String ACCOUNT = "default";

  /** What is no request, and the reason that its dead letter gives. */
  private record Unreadable(String what, String reason, byte[] value) {}

  private static final List<Unreadable> UNREADABLE =
      List.of(
          new Unreadable("a sentence", "NOT_JSON", "buy me a bitcoin".getBytes()),
          new Unreadable("bytes", "NOT_JSON", new byte[] {0, 1, (byte) 0x80, (byte) 0xff, 127}),
          new Unreadable("half of it", "NOT_JSON", ORDER.substring(0, 40).getBytes()),
          new Unreadable("two of them", "NOT_JSON", (ORDER + ORDER).getBytes()),
          new Unreadable(
              "a field twice", "NOT_JSON", ORDER.replace("}", ",\"volume\":\"2\"}").getBytes()),
          new Unreadable("an array", "NOT_AN_OBJECT", ("[" + ORDER + "]").getBytes()),
          new Unreadable("a number", "NOT_AN_OBJECT", "17".getBytes()),
          new Unreadable("nothing", "EMPTY", new byte[0]),
          new Unreadable("a tombstone", "EMPTY", null),
          new Unreadable("a megabyte", "TOO_LARGE", "x".repeat(1_000_000).getBytes()),
          new Unreadable(
              "an order and many blanks", "TOO_LARGE", (ORDER + " ".repeat(64 * 1024)).getBytes()));

  /** What cannot be carried out, and what its result says. */
  private static final List<String> TO_BE_MENDED =
      List.of(
          "{} | endpoint: expects the name of one, out of AddOrder,",
          "{'endpoint':7} | endpoint: expects the name of one",
          "{'endpoint':'BuyLow'} | endpoint: that name is not served on",
          "{'endpoint':'Balance'} | endpoint: Balance is not served on",
          "{'endpoint':'CancelAll'} | endpoint: CancelAll is not served on",
          "{'endpoint':'GetWebSocketsToken'} | endpoint: GetWebSocketsToken is not served",
          "{O,'pair':'BTC/USD','type':'buy','ordertype':'market'} | volume: missing; AddOrder needs",
          "{O,'pair':'BTC/USD','colour':'red'} | colour: not a parameter of AddOrder; it takes",
          "{L,'volume':0.01} | volume: expects a decimal as text such as \"1.25\"",
          "{L,'volume':1} | volume: expects a decimal as text such as \"1.25\"",
          "{L,'volume':'0,01'} | volume: expects a decimal as text",
          "{L,'volume':'-1'} | volume: expects a decimal as text",
          "{L,'volume':'0.123456789'} | more than the 8 decimals of its pair",
          "{M,'volume':'1','price':'37500.123'} | more than the 1 decimals of its pair",
          "{M,'volume':'1','price':37500} | price: expects a price as text",
          "{L,'volume':'1','nonce':'5'} | nonce: leave it out",
          "{L,'volume':'1','otp':'123456'} | otp: leave it out",
          "{L,'volume':'1','validate':'false'} | validate: say true, or leave it out",
          "{L,'volume':'1','validate':'yes'} | validate: expects true or false",
          "{L,'volume':'1','deadline':'soon'} | deadline: expects a time such as",
          "{L,'volume':'1','userref':'12.5'} | userref: expects a whole number of 32 bits",
          "{L,'volume':'1','cl_ord_id':'much too long for an id'} | cl_ord_id: expects a UUID",
          "{L,'volume':'1','cl_ord_id':'a','userref':1} | Kraken takes either it or cl_ord_id",
          "{L,'volume':'1','close':{'price':'1'}} | close.ordertype: missing",
          "{L,'volume':'','userref':1} | volume: expects a decimal as text",
          "{'endpoint':'AddOrder','pair':'BTC/USB','type':'buy','ordertype':'market','volume':'1'}"
              + " | pair: Kraken does not list the pair BTC/USB",
          "{'endpoint':'CancelOrder'} | CancelOrder needs either txid or cl_ord_id",
          "{'endpoint':'CancelOrder','txid':'a','cl_ord_id':'b'} | either txid or cl_ord_id",
          "{'endpoint':'CancelOrderBatch','orders':[]} | orders: expects an array of texts",
          "{'endpoint':'AddOrderBatch','pair':'BTC/USD','orders':[{'type':'buy'}]}"
              + " | orders: expects an array of 2 to 15 orders",
          "{'endpoint':'AddOrderBatch','pair':'BTC/USD','orders':[{'type':'buy','ordertype':'market',"
              + "'volume':'1'},{'type':'buy','ordertype':'market','volume':2}]}"
              + " | orders[1].volume: expects a decimal as text");

  private Rig rig;
  private Requests orders;
  private Requests queries;
  private KafkaProducer<byte[], byte[]> producer;
  private KafkaConsumer<byte[], byte[]> deadLetters;
  private final List<ConsumerRecord<byte[], byte[]>> dead = new ArrayList<>();

  @BeforeAll
  void start() {
    rig = Rig.create().trading("live").start().awaitKeys();
    orders = rig.requests("orders");
    queries = rig.requests("account");
    producer = producer(Map.of());
    deadLetters =
        TopicReader.consumer(rig.broker().bootstrapServers(), new ByteArrayDeserializer());
    deadLetters.assign(List.of(new TopicPartition(rig.topic("dead-letters"), 0)));
  }

  @AfterAll
  void stop() {
    producer.close();
    deadLetters.close();
    rig.close();
  }

  @Test
  void whatIsNoRequestBecomesADeadLetterAsItCame() throws Exception {
    rig.kraken().forgetCalls();
    byte[] odd = {0, (byte) 0xff, 7};
    Instant begin = Instant.now();
    Map<Unreadable, RecordMetadata> places = new LinkedHashMap<>();
    for (Unreadable wrong : UNREADABLE) {
      places.put(
          wrong,
          put(
              "orders.requests",
              wrong.value(),
              Map.of("request-id", wrong.what().getBytes(), "x-odd", odd)));
      orders.send("orders.requests", ACCOUNT, "behind " + wrong.what(), CHECKED);
    }
    SoftAssertions all = new SoftAssertions();
    places.forEach(
        (wrong, place) -> {
          JsonNode result = orders.awaitEnd(wrong.what());
          all.assertThat(result.path("status").asText()).as(wrong.what()).isEqualTo("rejected");
          all.assertThat(result.path("reason").asText()).isEqualTo("INVALID_REQUEST");
          all.assertThat(result.path("detail").asText()).as(wrong.what()).isNotEmpty();
          ConsumerRecord<byte[], byte[]> letter = deadLetter(place);
          all.assertThat(letter.key()).isEqualTo(ACCOUNT.getBytes());
          all.assertThat(letter.value())
              .as(wrong.what())
              .isEqualTo(wrong.value() == null ? new byte[0] : wrong.value());
          all.assertThat(letter.headers().lastHeader("x-odd").value()).isEqualTo(odd);
          all.assertThat(text(letter, "request-id")).isEqualTo(wrong.what());
          all.assertThat(text(letter, "dead-letter-reason")).isEqualTo(wrong.reason());
          all.assertThat(text(letter, "dead-letter-detail"))
              .isEqualTo(result.path("detail").asText());
          all.assertThat(Instant.parse(text(letter, "dead-letter-at")))
              .isBetween(begin, Instant.now());
          all.assertThat(orders.awaitEnd("behind " + wrong.what()).path("status").asText())
              .as("behind " + wrong.what())
              .isEqualTo("validated");
        });
    all.assertThat(rig.kraken().privateCalls()).hasSize(UNREADABLE.size());
    all.assertAll();
  }

  @Test
  void whatIsNoRequestAndHasNoNameGetsNoResult() throws Exception {
    RecordMetadata place = put("orders.requests", "not JSON".getBytes(), Map.of());
    assertThat(text(deadLetter(place), "dead-letter-reason")).isEqualTo("NOT_JSON");
    rig.kraken().forgetCalls();
    theNextOneIsAnsweredAndNothingElseReachedKraken();
    assertThat(orders.results())
        .noneMatch(
            entry ->
                Rig.json(entry).at("/request/partition").asInt() == place.partition()
                    && Rig.json(entry).at("/request/offset").asLong() == place.offset());
  }

  @Test
  void aLargeRecordWithLargeHeadersBecomesADeadLetterToo() throws Exception {
    byte[] value = "y".repeat(900_000).getBytes();
    byte[] header = "z".repeat(120_000).getBytes();

    RecordMetadata place = put("orders.requests", value, Map.of("x-large", header));

    ConsumerRecord<byte[], byte[]> letter = deadLetter(place);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.headers().lastHeader("x-large").value()).isEqualTo(header);
    rig.kraken().forgetCalls();
    theNextOneIsAnsweredAndNothingElseReachedKraken();
  }

  @Test
  void whatCannotBeCarriedOutIsRejectedSayingWhatToMend() {
    rig.kraken().forgetCalls();
    for (int i = 0; i < TO_BE_MENDED.size(); i++) {
      orders.send("orders.requests", ACCOUNT, "mend-" + i, written(TO_BE_MENDED.get(i)));
      orders.send("orders.requests", ACCOUNT, "behind-" + i, CHECKED);
    }
    orders.awaitEnd("behind-" + (TO_BE_MENDED.size() - 1));
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < TO_BE_MENDED.size(); i++) {
      String wrong = TO_BE_MENDED.get(i);
      JsonNode result = orders.awaitEnd("mend-" + i);
      all.assertThat(result.path("reason").asText()).as(wrong).isEqualTo("INVALID_REQUEST");
      all.assertThat(result.path("detail").asText()).contains(wrong.split(" \\| ")[1]);
      all.assertThat(result.path("status").asText()).as(wrong).isEqualTo("rejected");
      all.assertThat(result.path("attempts").asInt()).as(wrong).isZero();
      all.assertThat(orders.awaitEnd("behind-" + i).path("status").asText())
          .as("behind " + wrong)
          .isEqualTo("validated");
    }
    all.assertThat(rig.kraken().privateCalls()).hasSize(TO_BE_MENDED.size());
    all.assertAll();
  }

  private static String written(String wrong) {
    String market = "'endpoint':'AddOrder','pair':'BTC/USD','type':'buy','ordertype':'market'";
    return wrong
        .split(" \\| ")[0]
        .replace("{O,", "{'endpoint':'AddOrder',")
        .replace("{L,", "{" + market + ",")
        .replace("{M,", "{" + market.replace("market", "limit") + ",")
        .replace('\'', '"');
  }

  @Test
  void aLifeThatCannotBeRightIsRejectedToo() throws Exception {
    rig.kraken().forgetCalls();
    put(ORDER, Map.of("request-id", "no-time", "expires-at", "tomorrow"));
    put(ORDER, Map.of("request-id", "too-long", "expires-at", "2999-01-01T00:00:00Z"));
    assertRejected(orders.awaitEnd("no-time"), "expires-at: expects a time such as");
    assertRejected(orders.awaitEnd("too-long"), "expires-at: expects a time at most 24 h ahead");
    theNextOneIsAnsweredAndNothingElseReachedKraken();
  }

  @Test
  void anAccountThatIsNotConfiguredIsNamedAndTheOthersToo() {
    rig.kraken().forgetCalls();
    String id = id();
    orders.send("orders.requests", "nobody", id, ORDER);
    JsonNode result = orders.awaitEnd(id);
    assertRejected(result, "key: names no account that is configured; there is default");
    assertThat(result.path("account").asText()).isEqualTo("nobody");
    assertThat(rig.kraken().privateCalls()).isEmpty();
  }

  @Test
  void aResultTellsAllThatTheContractPromises() throws Exception {
    String id = id();
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Instant before = Instant.now();

    RecordMetadata place =
        put(ORDER, Map.of("request-id", id, "correlation-id", "c-17", "traceparent", trace));

    JsonNode result = orders.awaitEnd(id);
    ConsumerRecord<String, String> entry = record(orders, id);
    assertThat(entry.key()).isEqualTo(ACCOUNT);
    Map<String, String> headers = TopicReader.headers(entry);
    assertThat(headers)
        .containsEntry("request-id", id)
        .containsEntry("correlation-id", "c-17")
        .containsEntry("traceparent", trace)
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_subject", ACCOUNT)
        .containsEntry("content-type", "application/json");
    assertThat(headers.keySet())
        .containsExactlyInAnyOrder(
            "request-id",
            "correlation-id",
            "traceparent",
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "content-type");
    assertThat(headers.get("ce_source")).endsWith("/0/private/AddOrder");
    assertThat(Instant.parse(headers.get("ce_time"))).isAfterOrEqualTo(before);

    List<String> fields = new ArrayList<>();
    result.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .contains(
            "request_id",
            "account",
            "endpoint",
            "mode",
            "status",
            "final",
            "reason",
            "errors",
            "cl_ord_id",
            "txid",
            "result",
            "attempts",
            "request",
            "received_at",
            "sent_at",
            "answered_at");
    assertThat(result.path("account").asText()).isEqualTo("default");
    assertThat(result.path("endpoint").asText()).isEqualTo("AddOrder");
    assertThat(result.path("mode").asText()).isEqualTo("live");
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("final").asBoolean()).isTrue();
    assertThat(result.path("reason").isNull()).isTrue();
    assertThat(result.path("errors").isArray()).isTrue();
    assertThat(result.path("errors")).isEmpty();
    assertThat(result.path("attempts").asInt()).isEqualTo(1);
    assertThat(result.at("/request/topic").asText()).isEqualTo(rig.topic("orders.requests"));
    assertThat(result.at("/request/partition").asInt()).isEqualTo(place.partition());
    assertThat(result.at("/request/offset").asLong()).isEqualTo(place.offset());
    var placed = rig.kraken().account().order(result.at("/txid/0").asText()).orElseThrow();
    assertThat(placed.clOrdId()).isEqualTo(result.path("cl_ord_id").asText());
    assertThat(UUID.fromString(placed.clOrdId())).isNotNull();
    assertThat(result.at("/result/descr/order").asText()).isEqualTo(placed.terms().words());
    assertThat(result.at("/result/txid/0").asText()).isEqualTo(placed.txid());
    Instant received = Instant.parse(result.path("received_at").asText());
    Instant sent = Instant.parse(result.path("sent_at").asText());
    Instant answered = Instant.parse(result.path("answered_at").asText());
    assertThat(List.of(before.minusMillis(1), received, sent, answered)).isSorted();
  }

  @Test
  void headersThatTheRequestLacksAreNotMadeUp() throws Exception {
    String id = id();
    put(CHECKED, Map.of("request-id", id));
    orders.awaitEnd(id);
    assertThat(TopicReader.headers(record(orders, id)))
        .doesNotContainKeys("correlation-id", "traceparent");
  }

  @Test
  void aRequestWithoutANameIsNamedByItsPlace() throws Exception {
    RecordMetadata place = put(CHECKED, Map.of());
    String id =
        "%s-%d-%d-%d"
            .formatted(place.topic(), place.partition(), place.offset(), place.timestamp());
    assertThat(orders.awaitEnd(id).path("status").asText()).isEqualTo("validated");
    assertThat(TopicReader.headers(record(orders, id))).containsEntry("request-id", id);
  }

  @Test
  void aCloudEventIsNamedByItsSourceAndId() throws Exception {
    put(CHECKED, Map.of("ce_source", "/strategies/7/", "ce_id", "e-1"));
    assertThat(orders.awaitEnd("/strategies/7/e-1").path("status").asText()).isEqualTo("validated");
    put(CHECKED, Map.of("request-id", "named", "ce_source", "/strategies/7/", "ce_id", "e-2"));
    assertThat(orders.awaitEnd("named").path("status").asText()).isEqualTo("validated");
  }

  @Test
  void theIdOfAResultIsThatOfItsRequestAndNobodyElses() {
    String id = id();
    String other = id();
    for (String each : List.of(id, other, id)) {
      queries.send("account.requests", ACCOUNT, each, BALANCE);
    }
    eventually("three results", () -> eventIds(id).size() == 2 && eventIds(other).size() == 1);
    assertThat(eventIds(id).get(0)).isEqualTo(eventIds(id).get(1));
    assertThat(eventIds(other).get(0)).isNotEqualTo(eventIds(id).get(0));
  }

  @Test
  void anOrderWithoutAnIdGetsTheOneThatFollowsFromItsRequest() {
    String id = id();
    String wanted =
        UUID.nameUUIDFromBytes((ACCOUNT + "\n" + id).getBytes(StandardCharsets.UTF_8)).toString();
    orders.send("orders.requests", ACCOUNT, id, ORDER);
    assertThat(orders.awaitEnd(id).path("cl_ord_id").asText()).isEqualTo(wanted);
    assertThat(rig.kraken().account().ordersWith(wanted)).hasSize(1);
  }

  @Test
  void whatIsTooOldExpiresWithoutACall() throws Exception {
    rig.kraken().forgetCalls();
    String past = id();
    put(ORDER, Map.of("request-id", past, "expires-at", Instant.now().minusSeconds(1).toString()));
    String old = id();
    put(ORDER, Instant.now().minus(Duration.ofMinutes(2)), Map.of("request-id", old));
    String hurried = id();
    put(
        ORDER,
        Map.of("request-id", hurried, "expires-at", Instant.now().plusMillis(1900).toString()));

    for (String id : List.of(past, old, hurried)) {
      JsonNode result = orders.awaitEnd(id);
      assertThat(result.path("status").asText()).isEqualTo("expired");
      assertThat(result.path("attempts").asInt()).isZero();
      assertThat(result.path("sent_at").isNull()).isTrue();
      assertThat(result.path("detail").asText()).contains("too old to be sent");
    }
    theNextOneIsAnsweredAndNothingElseReachedKraken();
  }

  @Test
  void aCancelByIdIsNeverTooOldUnlessItSaysSo() throws Exception {
    String placed = id();
    orders.send("orders.requests", ACCOUNT, placed, ORDER);
    String clOrdId = orders.awaitEnd(placed).path("cl_ord_id").asText();
    String cancel = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"" + clOrdId + "\"}";
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    String expiring = id();
    put(cancel, yesterday, Map.of("request-id", expiring, "expires-at", yesterday.toString()));
    assertThat(orders.awaitEnd(expiring).path("status").asText()).isEqualTo("expired");
    assertThat(rig.kraken().account().ordersWith(clOrdId).get(0).isLive()).isTrue();

    String old = id();
    put(cancel, yesterday, Map.of("request-id", old));
    assertThat(orders.awaitEnd(old).path("status").asText()).isEqualTo("accepted");
    assertThat(rig.kraken().account().ordersWith(clOrdId).get(0).isLive()).isFalse();
  }

  @Test
  void aDeadlineNeverOutlivesItsRequest() throws Exception {
    rig.kraken().forgetCalls();
    Instant end = Instant.now().plusSeconds(8);
    String id = id();
    put(ORDER, Map.of("request-id", id, "expires-at", end.toString()));
    assertThat(orders.awaitEnd(id).path("status").asText()).isEqualTo("accepted");
    ReceivedPrivateCall call = rig.kraken().privateCalls("AddOrder").get(0);
    assertThat(Instant.parse(call.parameter("deadline").orElseThrow())).isBeforeOrEqualTo(end);
  }

  @Test
  void headersOfAStrangerNeitherMoveAResultNorACall() throws Exception {
    rig.kraken().forgetCalls();
    String id = id();
    Map<String, String> headers = hostile();
    headers.put("request-id", id);

    put(BALANCE, "account.requests", headers);

    JsonNode result = queries.awaitEnd(id);
    assertThat(result.path("status").asText()).isEqualTo("accepted");
    assertThat(result.path("attempts").asInt()).isEqualTo(1);
    assertThat(record(queries, id).key()).isEqualTo(ACCOUNT);
    assertThat(TopicReader.headers(record(queries, id)).keySet())
        .doesNotContainAnyElementsOf(hostile().keySet());
    assertThat(rig.kraken().privateCalls()).hasSize(1);
    ReceivedPrivateCall call = rig.kraken().privateCalls().get(0);
    assertThat(call.endpoint()).isEqualTo("Balance");
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.key()).isEqualTo(rig.kraken().account().key().key());
    assertThat(call.headers()).doesNotContainKeys("x-odd", "Authorization", "Cookie");
  }

  @Test
  void headersOfAHostileAnswerNeitherMoveNorMarkAResult() {
    Map<String, String> headers = hostile();
    rig.kraken().faults().script("Balance", new WithHeaders(headers), 1);
    String id = id();

    queries.send("account.requests", ACCOUNT, id, BALANCE);

    assertThat(queries.awaitEnd(id).path("status").asText()).isEqualTo("accepted");
    assertThat(record(queries, id).key()).isEqualTo(ACCOUNT);
    assertThat(TopicReader.headers(record(queries, id)).keySet())
        .doesNotContainAnyElementsOf(hostile().keySet());
  }

  @Test
  void headersOfAStrangerDoNotMoveADeadLetter() throws Exception {
    Map<String, String> headers = hostile();
    headers.put("request-id", "hostile-letter");
    RecordMetadata place = put("nonsense", "account.requests", headers);
    ConsumerRecord<byte[], byte[]> letter = deadLetter(place);
    assertThat(letter.key()).isEqualTo(ACCOUNT.getBytes());
    assertThat(letter.value()).isEqualTo("nonsense".getBytes());
    assertThat(letter.timestamp()).isGreaterThan(1_700_000_000_000L);
    assertThat(text(letter, "x-odd")).isEqualTo("odd");
    assertThat(text(letter, "Cookie")).isEqualTo("a=b");
    assertThat(text(letter, "dead-letter-header-kafka.OVERRIDE_TOPIC")).isEqualTo("elsewhere");
    assertThat(text(letter, "dead-letter-header-CamelHttpPath")).isEqualTo("Withdraw");
    JsonNode result = queries.awaitEnd("hostile-letter");
    assertThat(result.path("reason").asText()).isEqualTo("INVALID_REQUEST");
    assertThat(text(letter, "dead-letter-topic")).isEqualTo(rig.topic("account.requests"));
  }

  @Test
  void whatAProducerTakesBackIsNotCarriedOut() throws Exception {
    rig.kraken().forgetCalls();
    String takenBack = id();
    String kept = id();
    try (KafkaProducer<byte[], byte[]> careful =
        producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, rig.topic("careful")))) {
      careful.initTransactions();
      careful.beginTransaction();
      careful.send(entry("orders.requests", null, ORDER, Map.of("request-id", takenBack))).get();
      careful.abortTransaction();
      careful.beginTransaction();
      careful.send(entry("orders.requests", null, ORDER, Map.of("request-id", kept))).get();
      careful.commitTransaction();
    }
    assertThat(orders.awaitEnd(kept).path("status").asText()).isEqualTo("accepted");
    assertThat(orders.results(takenBack)).isEmpty();
    assertThat(rig.kraken().privateCalls("AddOrder")).hasSize(1);
  }

  @Test
  void aRequestIsReadWhateverItsProducerCompressesItWith() throws Exception {
    for (CompressionType codec : CompressionType.values()) {
      String request = id();
      try (KafkaProducer<byte[], byte[]> compressing =
          producer(Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec.name))) {
        compressing
            .send(entry("orders.requests", null, CHECKED, Map.of("request-id", request)))
            .get();
      }
      assertThat(orders.awaitEnd(request).path("status").asText())
          .as(codec.name)
          .isEqualTo("validated");
    }
  }

  private static Map<String, String> hostile() {
    return new HashMap<>(
        Map.ofEntries(
            Map.entry("kafka.OVERRIDE_TOPIC", "elsewhere"),
            Map.entry("kafka.KEY", "hijacked"),
            Map.entry("kafka.PARTITION_KEY", "17"),
            Map.entry("kafka.OVERRIDE_TIMESTAMP", "1"),
            Map.entry("CamelHttpPath", "Withdraw"),
            Map.entry("CamelHttpUri", "http://127.0.0.1:1/"),
            Map.entry("CamelHttpMethod", "GET"),
            Map.entry("CamelHttpQuery", "a=b"),
            Map.entry("CamelRedeliveryCounter", "99"),
            Map.entry("CamelRedeliveryDelay", "3600000"),
            Map.entry("API-Key", "hijacked"),
            Map.entry("Authorization", "Basic aGk="),
            Map.entry("Cookie", "a=b"),
            Map.entry("x-odd", "odd")));
  }

  private void theNextOneIsAnsweredAndNothingElseReachedKraken() throws Exception {
    String next = id();
    orders.send("orders.requests", ACCOUNT, next, CHECKED);
    assertThat(orders.awaitEnd(next).path("status").asText()).isEqualTo("validated");
    assertThat(rig.kraken().privateCalls()).hasSize(1);
  }

  private static void assertRejected(JsonNode result, String detail) {
    assertThat(result.path("status").asText()).isEqualTo("rejected");
    assertThat(result.path("reason").asText()).isEqualTo("INVALID_REQUEST");
    assertThat(result.path("detail").asText()).contains(detail);
    assertThat(result.path("attempts").asInt()).isZero();
    assertThat(result.path("sent_at").isNull()).isTrue();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private RecordMetadata put(String json, Map<String, String> headers) throws Exception {
    return put(json, "orders.requests", headers);
  }

  private RecordMetadata put(String json, String topic, Map<String, String> headers)
      throws Exception {
    return producer.send(entry(topic, null, json, headers)).get();
  }

  private RecordMetadata put(String json, Instant time, Map<String, String> headers)
      throws Exception {
    return producer.send(entry("orders.requests", time, json, headers)).get();
  }

  private RecordMetadata put(String topic, byte[] value, Map<String, byte[]> headers)
      throws Exception {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(rig.topic(topic), ACCOUNT.getBytes(), value);
    headers.forEach(entry.headers()::add);
    return producer.send(entry).get();
  }

  private ProducerRecord<byte[], byte[]> entry(
      String topic, Instant time, String json, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            rig.topic(topic),
            null,
            time == null ? null : time.toEpochMilli(),
            ACCOUNT.getBytes(),
            json.getBytes(StandardCharsets.UTF_8));
    headers.forEach((name, value) -> entry.headers().add(name, value.getBytes()));
    return entry;
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, rig.broker().bootstrapServers());
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_000_000);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The dead letter of a record, once it is there. */
  private ConsumerRecord<byte[], byte[]> deadLetter(RecordMetadata place) {
    eventually("the dead letter of " + place, () -> deadLetters(place).size() == 1);
    return deadLetters(place).get(0);
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(RecordMetadata place) {
    deadLetters.poll(Duration.ofMillis(50)).forEach(dead::add);
    return dead.stream()
        .filter(letter -> text(letter, "dead-letter-topic").equals(place.topic()))
        .filter(letter -> text(letter, "dead-letter-partition").equals(place.partition() + ""))
        .filter(letter -> text(letter, "dead-letter-offset").equals(place.offset() + ""))
        .toList();
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
    Headers headers = letter.headers();
    return new String(headers.lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  private static ConsumerRecord<String, String> record(Requests requests, String id) {
    return requests.results().stream()
        .filter(entry -> Rig.json(entry).path("request_id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> eventIds(String id) {
    return queries.results().stream()
        .filter(entry -> Rig.json(entry).path("request_id").asText().equals(id))
        .map(entry -> TopicReader.headers(entry).get("ce_id"))
        .toList();
  }
}
