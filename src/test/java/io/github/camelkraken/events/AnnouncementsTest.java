package io.github.camelkraken.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.topics.CloudEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final Instant NOW = Instant.parse("2026-09-03T12:00:00.25Z");
  private static final int KEPT = 1000;

  private final Announcements announcements = announcements();

  @Test
  void anAnnouncementWaitsUntilItIsAcknowledged() {
    assertThat(announcements.hasWaiting()).isFalse();

    announcements.announce("STALE", "ticker", "no success for 15 s");

    assertThat(announcements.hasWaiting()).isTrue();
    assertThat(details(announcements)).containsExactly("no success for 15 s");
    assertThat(details(announcements)).containsExactly("no success for 15 s");
    announcements.acknowledged(announcements.waiting());
    assertThat(announcements.hasWaiting()).isFalse();
    assertThat(announcements.waiting()).isEmpty();
  }

  @Test
  void anAnnouncementIsACloudEventWithItsScopeAsKey() {
    announcements.announce("STALE", "trades/BTC/USD", "no \"success\"");

    Message message = announcements.waiting().get(0);

    assertThat(new String((byte[]) message.getBody(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"event\":\"STALE\",\"scope\":\"trades/BTC/USD\","
                + "\"detail\":\"no \\\"success\\\"\",\"at\":\"2026-09-03T12:00:00.250Z\"}");
    assertThat(message.getHeaders())
        .containsEntry(KafkaConstants.KEY, "trades/BTC/USD")
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_type", "kraken.events.STALE")
        .containsEntry("ce_source", "https://api.kraken.com/0/public")
        .containsEntry("ce_subject", "trades/BTC/USD")
        .containsEntry("ce_time", "2026-09-03T12:00:00.250Z")
        .containsEntry("ce_id", "trades/BTC/USD/STALE/2026-09-03T12:00:00.250Z")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void anEventOfSomebodyElsesKeepsItsIdAndDoesNotWaitHere() {
    CloudEvent event = announcements.event("GAP_FILLED", "trades", "trade 7", NOW, "the id");

    assertThat(event.id()).isEqualTo("the id");
    assertThat(event.type()).isEqualTo("kraken.events.GAP_FILLED");
    assertThat(announcements.hasWaiting()).isFalse();
  }

  @Property(tries = 20)
  void theNewestThousandAreKept(@ForAll @IntRange(max = 50) int more) {
    Announcements many = announcements();
    IntStream.range(0, KEPT + more).forEach(i -> many.announce("STALE", "s", "" + i));

    assertThat(details(many)).hasSize(KEPT).startsWith("" + more).endsWith("" + (KEPT + more - 1));
  }

  @Property(tries = 100)
  void theOldestAreAcknowledgedFirst(
      @ForAll @IntRange(max = 20) int announced, @ForAll @IntRange(max = 30) int acknowledged) {
    Announcements some = announcements();
    IntStream.range(0, announced).forEach(i -> some.announce("STALE", "s", "" + i));

    assertThat(some.waiting()).hasSize(announced);
    some.acknowledged(Collections.nCopies(acknowledged, "published"));

    assertThat(details(some))
        .containsExactlyElementsOf(
            IntStream.range(Math.min(acknowledged, announced), announced)
                .mapToObj(i -> "" + i)
                .toList());
  }

  @Test
  void whatIsAnnouncedWhileOthersAreSentGoesOnWaiting() {
    announcements.announce("STALE", "s", "sent");
    List<Message> sent = announcements.waiting();
    announcements.announce("STALE", "s", "not sent");

    announcements.acknowledged(sent);

    assertThat(details(announcements)).containsExactly("not sent");
  }

  @Test
  void whatPushesOthersOutWhileTheyAreSentGoesOnWaiting() {
    IntStream.range(0, KEPT).forEach(i -> announcements.announce("STALE", "s", "sent " + i));
    List<Message> sent = announcements.waiting();
    announcements.announce("STALE", "s", "not sent");

    announcements.acknowledged(sent);

    assertThat(details(announcements)).containsExactly("not sent");
  }

  private static List<String> details(Announcements announcements) {
    return announcements.waiting().stream()
        .map(message -> json((byte[]) message.getBody()).get("detail").textValue())
        .toList();
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.read(value);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static Announcements announcements() {
    KrakenConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(KrakenConfig.class)
            .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
            .build()
            .getConfigMapping(KrakenConfig.class);
    return new Announcements(
        config,
        new DefaultCamelContext(),
        new Troubles(),
        new SimpleMeterRegistry(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
