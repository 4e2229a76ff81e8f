package io.github.camelkraken.requests;

import static io.github.camelkraken.requests.SampleRequest.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Parsed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private static final String VALUE =
      "{\"endpoint\":\"AddOrder\",\"reason\":null,\"result\":{\"txid\":[\"OUF4EM\"]},\"detail\":null}";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Outbox outbox =
      new Outbox(
          KrakenConfigTest.config(Map.of()),
          new Decisions(meters, Clock.fixed(NOW, ZoneOffset.UTC)),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();

  @Test
  void aResultIsACloudEventThatEchoesItsRequest() {
    Request request =
        SampleRequest.of("{}")
            .key("second")
            .header("request-id", "mine")
            .header("correlation-id", "c1")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("expires-at", "2026-09-03T12:00:10Z")
            .header("secret", "s")
            .build();
    message.setHeader("API-Key", "left over");

    outbox.result(new Result(request, Status.ACCEPTED, Parsed.object(VALUE)), message);

    assertThat(body()).isEqualTo(VALUE);
    assertThat(message.getHeaders())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", "second/mine"),
                Map.entry("ce_source", "https://api.kraken.com/0/private/AddOrder"),
                Map.entry("ce_type", "kraken.orders.result"),
                Map.entry("ce_time", "2026-09-03T12:00:00Z"),
                Map.entry("ce_subject", "second"),
                Map.entry("content-type", "application/json"),
                Map.entry("request-id", "mine"),
                Map.entry("correlation-id", "c1"),
                Map.entry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                Map.entry(KafkaConstants.KEY, request.key())));
  }

  @Test
  void aResultHasTheKeyOfItsRequestAlsoIfThatIsNone() {
    outbox.result(
        new Result(SampleRequest.of("{}").build(), Status.UNKNOWN, Parsed.object(VALUE)), message);

    assertThat(message.getHeader(KafkaConstants.KEY)).isNull();
    assertThat(message.getHeaders())
        .containsEntry("ce_subject", "default")
        .doesNotContainKeys("correlation-id", "traceparent");
    assertThat(message.getHeader("ce_id", String.class)).endsWith("/unknown");
    assertThat(message.getHeader("request-id", String.class))
        .startsWith("kraken.orders.requests-1-42-");
  }

  @Test
  void whatIsNoEndpointIsNoPartOfTheSource() {
    Request request = SampleRequest.of("{}").build();
    String value = VALUE.replace("AddOrder", "buy low, sell high");

    outbox.result(new Result(request, Status.REJECTED, Parsed.object(value)), message);

    assertThat(message.getHeader("ce_source")).isEqualTo("https://api.kraken.com/0/private/");
    assertThat(body()).isEqualTo(value);
  }

  @Test
  void theGroupOfTheRequestIsTheTypeOfTheResult() {
    outbox.result(
        new Result(
            SampleRequest.of("{}").in(Group.FUNDING).build(),
            Status.ACCEPTED,
            Parsed.object(VALUE)),
        message);

    assertThat(message.getHeaders()).containsEntry("ce_type", "kraken.funding.result");
  }

  @Test
  void resultsAreCountedByStatusAndReason() {
    Request request = SampleRequest.of("{}").build();
    outbox.result(new Result(request, Status.ACCEPTED, Parsed.object(VALUE)), message);
    outbox.result(
        new Result(request, Status.REJECTED, Parsed.object("{\"reason\":\"LOCKED_OUT\"}")),
        message);

    assertThat(counted("accepted", "")).isEqualTo(1);
    assertThat(counted("rejected", "LOCKED_OUT")).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsTooLargeIsLeftOutAndItsResultIsNot() {
    Result result =
        new Result(
            SampleRequest.of("{}").header("request-id", "mine").build(),
            Status.ACCEPTED,
            Parsed.object(VALUE));

    outbox.shorten(result, message);

    assertThat(body())
        .isEqualTo(
            "{\"endpoint\":\"AddOrder\",\"reason\":null,\"result\":null,"
                + "\"detail\":\"Kraken's answer is larger than the topic of results takes\"}");
    assertThat(message.getHeaders()).containsEntry("ce_id", "default/mine");
    assertThat(result.value()).hasToString(VALUE);
  }

  @Test
  void aDeadLetterKeepsValueKeyAndHeadersAndSaysWhyItIsHere() {
    Request request =
        SampleRequest.of("nonsense")
            .key("second")
            .header("request-id", "mine")
            .header("empty", null)
            .build();

    outbox.deadLetter(
        new DeadLetter(request, new Unreadable("NOT_JSON", "not JSON: odd"), null), message);

    assertThat(message.getBody()).isSameAs(request.value());
    assertThat(message.getHeader(KafkaConstants.KEY)).isSameAs(request.key());
    assertThat(message.getHeader("request-id", byte[].class))
        .isEqualTo("mine".getBytes(StandardCharsets.UTF_8));
    assertThat(message.getHeaders())
        .containsOnlyKeys(
            "request-id",
            "empty",
            KafkaConstants.KEY,
            "dead-letter-reason",
            "dead-letter-detail",
            "dead-letter-topic",
            "dead-letter-partition",
            "dead-letter-offset",
            "dead-letter-at")
        .containsEntry("dead-letter-reason", "NOT_JSON")
        .containsEntry("dead-letter-detail", "not JSON: odd")
        .containsEntry("dead-letter-topic", "kraken.orders.requests")
        .containsEntry("dead-letter-partition", "1")
        .containsEntry("dead-letter-offset", "42")
        .containsEntry("dead-letter-at", "2026-09-03T12:00:00Z");
    assertThat(meters.counter("kraken.dead.letters", "reason", "NOT_JSON").count()).isEqualTo(1);
  }

  @Test
  void aDeadLetterDoesNotBelieveWhatItsSenderSaysOfIt() {
    outbox.deadLetter(
        new DeadLetter(
            SampleRequest.of("nonsense")
                .header("dead-letter-reason", "none")
                .header("Dead-Letter-Topic", "elsewhere")
                .build(),
            new Unreadable("NOT_JSON", "not JSON"),
            null),
        message);

    assertThat(message.getHeader("dead-letter-reason")).isEqualTo("NOT_JSON");
    assertThat(message.getHeader("dead-letter-topic")).isEqualTo("kraken.orders.requests");
  }

  /** Camel would send the dead letter there, or not at all, and the partition would stand still. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        KafkaConstants.OVERRIDE_TOPIC,
        KafkaConstants.PARTITION_KEY,
        KafkaConstants.OVERRIDE_TIMESTAMP,
        "KAFKA.override_topic",
        "CamelHttpUri",
        "camelKafkaX"
      })
  void aDeadLetterTakesNoInstructionsFromItsSender(String name) {
    outbox.deadLetter(
        new DeadLetter(
            SampleRequest.of("nonsense").header(name, "kraken.orders.requests").build(),
            new Unreadable("NOT_JSON", "not JSON"),
            null),
        message);

    assertThat(message.getHeader(name)).isNull();
    assertThat(message.getHeader("dead-letter-header-" + name, byte[].class))
        .as("kept under a name that Camel only sends")
        .isEqualTo("kraken.orders.requests".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aDeadLettersKeyIsThatOfItsRecord() {
    outbox.deadLetter(
        new DeadLetter(
            SampleRequest.of("nonsense").header(KafkaConstants.KEY, "forged").build(),
            new Unreadable("NOT_JSON", "not JSON"),
            null),
        message);

    assertThat(message.getHeader(KafkaConstants.KEY)).isNull();
  }

  @Test
  void aRecordWithoutAValueIsAnEmptyDeadLetter() {
    outbox.deadLetter(
        new DeadLetter(
            SampleRequest.of((byte[]) null).build(), new Unreadable("EMPTY", "no value"), null),
        message);

    assertThat((byte[]) message.getBody()).isEmpty();
  }

  @Test
  void aDeadLetterThatIsTooLargeSaysWhereItsValueIs() {
    DeadLetter letter =
        new DeadLetter(
            SampleRequest.of("nonsense").build(), new Unreadable("TOO_LARGE", "large"), null);
    outbox.deadLetter(letter, message);

    outbox.shorten(letter, message);

    assertThat((byte[]) message.getBody()).isEmpty();
    assertThat(message.getHeaders())
        .containsKey("dead-letter-value")
        .containsEntry("dead-letter-reason", "TOO_LARGE");
  }

  private double counted(String status, String reason) {
    return meters
        .counter("kraken.results", "status", status, "reason", reason, "topics", "orders")
        .count();
  }

  private String body() {
    return new String((byte[]) message.getBody(), StandardCharsets.UTF_8);
  }
}
