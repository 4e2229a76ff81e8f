package io.github.camelkraken.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  private static final Instant NOW = SampleRequest.NOW;

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anAttemptIsReadAsItWasWritten(
      @ForAll("requests") Request request,
      @ForAll("calls") PrivateCall call,
      @ForAll List<String> keys,
      @ForAll("texts") String body) {
    Entry.Sent sent = new Entry.Sent(keys, body, request, call);

    Entry.Sent read = (Entry.Sent) Entry.of(sent.bytes());

    assertThat(read.keys()).isEqualTo(keys);
    assertThat(read.body()).isEqualTo(body);
    assertSame(read.request(), request);
    assertThat(read.call().account()).isEqualTo(call.account());
    assertThat(read.call().row()).isSameAs(call.row());
    assertThat(read.call().role()).isEqualTo(call.role());
    // Whole numbers may be held in another size than they were.
    assertThat(read.call().parameters()).hasToString(call.parameters().toString());
    assertThat(read.call().isUrgent()).isEqualTo(call.isUrgent());
    assertThat(read.call().expiresAt()).isEqualTo(call.expiresAt());
    assertThat(read.call().attempts()).isEqualTo(call.attempts());
    assertThat(read.call().sentAt()).isEqualTo(call.sentAt());
    assertThat(read.call().deadline()).isEqualTo(call.deadline());
    assertThat(read.call().nonce()).isEqualTo(call.nonce());
    assertThat(read.bytes()).isEqualTo(sent.bytes());
    assertThat(read.call().isGivenUp()).isFalse();
    call.giveUp();
    assertThat(((Entry.Sent) Entry.of(sent.bytes())).call().isGivenUp()).isTrue();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whoWaitsIsReadAsItWasWritten(
      @ForAll("requests") Request request,
      @ForAll List<String> names,
      @ForAll("timesOrNone") Instant expiresAt) {
    Entry.Waits waits = new Entry.Waits(new Waiting(request, names, expiresAt));

    Waiting read = ((Entry.Waits) Entry.of(waits.bytes())).waiting();

    assertSame(read.request(), request);
    assertThat(read.names()).isEqualTo(names);
    assertThat(read.expiresAt()).isEqualTo(expiresAt);
  }

  @Property
  void anOutcomeIsReadAsItWasWritten(
      @ForAll("texts") String body, @ForAll("texts") String text, @ForAll long number) {
    ObjectNode result = Parsed.object("{\"price\":\"0.00000097\",\"cost\":1.500,\"none\":null}");
    result.put("text", text).put("number", number);
    Entry.Done done = new Entry.Done(body, "ACCEPTED", result);

    Entry.Done read = (Entry.Done) Entry.of(done.bytes());

    assertThat(read.body()).isEqualTo(body);
    assertThat(read.status()).isEqualTo("ACCEPTED");
    assertThat(read.result()).hasToString(result.toString());
  }

  @Property
  void aCancelIsReadAsItWasWritten(@ForAll("times") Instant time) {
    assertThat(Entry.of(new Entry.Stopped(time).bytes())).isEqualTo(new Entry.Stopped(time));
  }

  @Test
  void anAttemptSaysWhatItIsToldApartBy() {
    PrivateCall call =
        new PrivateCall(
            "default",
            EndpointCatalogue.get("AddOrder"),
            Parsed.object("{\"cl_ord_id\":\"x\"}"),
            false,
            null);
    call.signed(NOW, NOW, NOW.plusSeconds(15), "1788436800000000000");
    Request request =
        SampleRequest.of("{\"endpoint\":\"AddOrder\"}").header("request-id", "mine").build();

    JsonNode json =
        Parsed.json(
            new Entry.Sent(List.of("default/x"), Keys.body(request), request, call.asItLeaves())
                .bytes());

    assertThat(json.get("state").textValue()).isEqualTo("SENT");
    assertThat(json.get("identity").textValue()).isEqualTo("mine");
    assertThat(json.get("nonce").textValue()).isEqualTo("1788436800000000000");
    assertThat(json.get("deadline").textValue()).isEqualTo("2026-09-03T12:00:15Z");
    assertThat(json.get("body_sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(json.get("attempts").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "1", "{\"state\":\"LATER\"}", "{", "nonsense"})
  void whatIsNoneOfTheseIsNotRead(String value) {
    assertThatThrownBy(() -> Entry.of(value.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void assertSame(Request read, Request request) {
    assertThat(read.group()).isEqualTo(request.group());
    assertThat(read.urgent()).isEqualTo(request.urgent());
    assertThat(read.topic()).isEqualTo(request.topic());
    assertThat(read.partition()).isEqualTo(request.partition());
    assertThat(read.offset()).isEqualTo(request.offset());
    assertThat(read.recordTime()).isEqualTo(request.recordTime());
    assertThat(read.receivedAt()).isEqualTo(request.receivedAt());
    assertThat(read.key()).isEqualTo(request.key());
    assertThat(read.value()).isEqualTo(request.value());
    assertThat(headers(read)).isEqualTo(headers(request));
    assertThat(read.place()).isEqualTo(request.place());
    assertThat(read.id()).isEqualTo(request.id());
    assertThat(read.account()).isEqualTo(request.account());
  }

  private static List<Header> headers(Request request) {
    return StreamSupport.stream(request.headers().spliterator(), false).toList();
  }

  @Provide
  Arbitrary<Request> requests() {
    Arbitrary<Header> header =
        Combinators.combine(
                Arbitraries.of("request-id", "ce_source", "ce_id", "expires-at", "", "é"),
                binary().injectNull(0.2))
            .as(RecordHeader::new);
    Arbitrary<Headers> headers = header.list().ofMaxSize(5).map(EntryTest::headers);
    return Combinators.combine(
            Arbitraries.of(Group.class),
            Arbitraries.of(true, false),
            Arbitraries.of("kraken.orders.requests", "a-b.c_d"),
            Arbitraries.longs().greaterOrEqual(0),
            times(),
            binary().injectNull(0.3),
            binary(),
            headers)
        .as(
            (group, urgent, topic, offset, time, key, value, all) ->
                new Request(
                    group,
                    urgent,
                    topic,
                    (int) (offset % 1_000),
                    offset,
                    time,
                    key,
                    value,
                    all,
                    time.plusNanos(offset % 1_000_000_000)));
  }

  @Provide
  Arbitrary<PrivateCall> calls() {
    Arbitrary<Endpoint> rows =
        Arbitraries.of(
            EndpointCatalogue.all().stream().filter(row -> row.group() != Group.INTERNAL).toList());
    Arbitrary<ObjectNode> parameters =
        Combinators.combine(texts(), Arbitraries.longs(), Arbitraries.bigDecimals(), texts())
            .as(
                (text, number, decimal, name) -> {
                  ObjectNode any = Parsed.object("{\"close\":{\"price\":\"#5%\"},\"orders\":[{}]}");
                  any.put("volume", text).put("userref", number).put("validate", true);
                  any.put(name, decimal);
                  return any;
                });
    return Combinators.combine(
            Arbitraries.of("default", "second"),
            rows,
            parameters,
            Arbitraries.of(true, false),
            times().injectNull(0.3),
            Arbitraries.integers().between(1, 9),
            times(),
            times().injectNull(0.3))
        .as(
            (account, row, given, urgent, expiresAt, attempts, sent, deadline) ->
                new PrivateCall(account, row, given, urgent, expiresAt)
                    .leftBehind(attempts, sent, sent, deadline, "" + sent.toEpochMilli()));
  }

  @Provide
  Arbitrary<Instant> times() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_000_000_000L),
            Arbitraries.longs().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<Instant> timesOrNone() {
    return times().injectNull(0.3);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(12);
  }

  private static Arbitrary<byte[]> binary() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
  }

  private static Headers headers(List<Header> list) {
    return new RecordHeaders(list);
  }
}
