package io.github.camelkraken.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Builds every Kafka client of the process, Camel's own included, from the usual {@code kafka.*}
 * properties (TLS, SASL and all else). Those of the routes and those that write tell their metrics,
 * which Camel does not see to (camel-quarkus 4313).
 */
@Singleton
@Named("kafkaClients")
public class KafkaClients extends DefaultKafkaClientFactory {
  /**
   * What a route says of these holds whatever {@code kafka.*} says: losing nothing rests on it, and
   * Quarkus names the group of every consumer after the application.
   */
  private static final Set<String> GUARDED =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

  private static final int ADMIN_TIMEOUT_MILLIS = 10_000;

  private final Map<String, Object> shared;
  private final MeterRegistry meters;

  public KafkaClients(
      @Identifier("default-kafka-broker") Map<String, Object> shared, MeterRegistry meters) {
    this.shared = shared;
    this.meters = meters;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Producer getProducer(Properties properties) {
    return new MeteredProducer<>(merged(properties), meters);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Consumer getConsumer(Properties properties) {
    return new SeatedConsumer(merged(properties), meters);
  }

  /**
   * The one writer of a transactional id; whoever wrote under it before is shut out. The caller
   * closes it.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public FencedProducer fence(String transactionalId) {
    return FencedProducer.open(this, transactionalId);
  }

  Producer<String, byte[]> transactionalProducer(String transactionalId) {
    Map<String, Object> all = new HashMap<>(shared);
    all.putAll(
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            transactionalId,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            20_000,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            30_000,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class));
    return new MeteredProducer<>(all, meters);
  }

  /** A consumer outside any group. The caller closes it. */
  public KafkaConsumer<String, byte[]> reader(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(shared);
    all.putAll(settings);
    return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Asks the brokers, or changes something there; each call is given up after ten seconds.
   *
   * @throws KafkaException if they do not answer, or refuse
   */
  public void administer(Administration administration) throws InterruptedException {
    Map<String, Object> all = new HashMap<>(shared);
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(all)) {
      administration.with(admin);
    } catch (ExecutionException failure) {
      throw new KafkaException(failure.getCause().getMessage(), failure.getCause());
    }
  }

  /** What is done with an admin client. */
  public interface Administration {
    void with(Admin admin) throws InterruptedException, ExecutionException;
  }

  /** What a client of Camel's is made with. */
  Map<String, Object> merged(Properties properties) {
    Map<String, Object> all = new HashMap<>();
    properties.forEach((name, value) -> all.put(String.valueOf(name), value));
    all.putAll(shared);
    GUARDED.stream()
        .filter(properties::containsKey)
        .forEach(name -> all.put(name, properties.get(name)));
    return all;
  }
}
