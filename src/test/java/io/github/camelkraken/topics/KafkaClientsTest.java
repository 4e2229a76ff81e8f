package io.github.camelkraken.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What losing nothing rests on cannot be configured away. */
class KafkaClientsTest {
  private static final Map<String, Object> CARELESS =
      Map.of(
          "bootstrap.servers", "127.0.0.1:1",
          "acks", "0",
          "enable.idempotence", "false",
          "group.id", "everybody",
          "enable.auto.commit", "true",
          "client.id", "mine");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaClients clients = new KafkaClients(CARELESS, meters);

  @Test
  void aRoutesGroupIsItsOwnAndWhatIsNotDoneIsNotCommitted() {
    Properties route = new Properties();
    route.put("group.id", "kraken.orders.requests");
    route.put("enable.auto.commit", "false");
    route.put("client.id", "the route's");
    route.put("key.deserializer", ByteArrayDeserializer.class.getName());
    route.put("value.deserializer", ByteArrayDeserializer.class.getName());

    try (Consumer<?, ?> consumer = clients.getConsumer(route)) {
      assertThat(consumer.groupMetadata().groupId()).isEqualTo("kraken.orders.requests");
      assertThat(clients.merged(route))
          .containsEntry("enable.auto.commit", "false")
          .as("all else is the user's")
          .containsEntry("client.id", "mine");
    }
  }

  @Test
  void aRouteThatWaitsForAllReplicasDoes() {
    Properties route = new Properties();
    route.put("acks", "all");
    route.put("enable.idempotence", "true");
    route.put("key.serializer", ByteArraySerializer.class.getName());
    route.put("value.serializer", ByteArraySerializer.class.getName());

    try (Producer<?, ?> producer = clients.getProducer(route)) {
      assertThat(producer).isInstanceOf(KafkaProducer.class);
      assertThat(clients.merged(route))
          .containsEntry("acks", "all")
          .containsEntry("enable.idempotence", "true");
    }
  }

  @Test
  void whatAClientTellsEndsWithIt() throws IOException {
    Properties route = new Properties();
    route.put("key.deserializer", ByteArrayDeserializer.class.getName());
    route.put("value.deserializer", ByteArrayDeserializer.class.getName());
    route.put("key.serializer", ByteArraySerializer.class.getName());
    route.put("value.serializer", ByteArraySerializer.class.getName());

    List<Supplier<Closeable>> all =
        List.of(
            () -> clients.getConsumer(route),
            () -> clients.getProducer(route),
            () -> clients.transactionalProducer("market"));
    for (Supplier<Closeable> one : all) {
      try (Closeable client = one.get()) {
        assertThat(meters.getMeters()).as("of %s", client).isNotEmpty();
      }
      assertThat(meters.getMeters()).isEmpty();
    }
  }
}
