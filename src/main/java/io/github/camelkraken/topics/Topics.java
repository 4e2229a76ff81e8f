package io.github.camelkraken.topics;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** The topics of the gateway: created where they are missing, checked where they exist. */
@Singleton
@Named("topics")
public class Topics {
  /** Where each feed's cursor is kept. */
  public static final String CURSORS = "cursors";

  /** What the gateway announces. */
  public static final String EVENTS = "events";

  /** The pairs as last published. */
  public static final String PAIRS = "market.pairs";

  /** Up to where each key's nonces are reserved. */
  public static final String NONCES = "nonces";

  /** What became of each request that changes something. */
  public static final String JOURNAL = "orders.journal";

  /** Partitions of a topic of requests, and so the accounts that never wait for each other. */
  private static final int REQUEST_PARTITIONS = 3;

  /** One partition where the order over all keys matters or the volume is small. */
  private static final List<TopicPolicy> POLICIES =
      List.of(
          new TopicPolicy("market.ticker", 3, false),
          new TopicPolicy("market.trades", 3, false),
          new TopicPolicy("market.ohlc", 3, false),
          new TopicPolicy("market.book", 3, false),
          new TopicPolicy("market.spread", 3, false),
          new TopicPolicy(PAIRS, 1, true),
          new TopicPolicy("market.assets", 1, true),
          new TopicPolicy("market.status", 1, true),
          new TopicPolicy(CURSORS, 1, true),
          new TopicPolicy(EVENTS, 1, false),
          new TopicPolicy("orders.requests", REQUEST_PARTITIONS, false),
          new TopicPolicy("orders.urgent", REQUEST_PARTITIONS, false),
          new TopicPolicy("account.requests", REQUEST_PARTITIONS, false),
          new TopicPolicy("funding.requests", REQUEST_PARTITIONS, false),
          new TopicPolicy("orders.results", REQUEST_PARTITIONS, false, true),
          new TopicPolicy("account.results", REQUEST_PARTITIONS, false, true),
          new TopicPolicy("funding.results", REQUEST_PARTITIONS, false, true),
          new TopicPolicy("dead-letters", 1, false, true),
          new TopicPolicy(NONCES, 1, true),
          new TopicPolicy(JOURNAL, 1, true));

  private static final Logger LOG = Logger.getLogger(Topics.class);

  private final KrakenConfig config;
  private final KafkaClients clients;

  public Topics(KrakenConfig config, KafkaClients clients) {
    this.config = config;
    this.clients = clients;
  }

  /** All topics of the gateway, with or without funding. */
  public static List<TopicPolicy> policies() {
    return POLICIES;
  }

  /** How many consumers each topic of requests has: accounts in different ones do not wait. */
  public static int consumers(KrakenConfig config) {
    return Math.min(REQUEST_PARTITIONS, Math.max(1, config.accounts().size() + 1));
  }

  /**
   * Creates what is missing and checks what is there.
   *
   * @throws KafkaException if the broker does not answer or forbids it: the caller tries again
   * @throws Refusal if a topic that must be compacted is not
   */
  public void ensure() throws InterruptedException {
    clients.administer(
        admin -> {
          Set<String> existing = admin.listTopics().names().get();
          List<TopicPolicy> missing =
              POLICIES.stream().filter(policy -> !existing.contains(full(policy))).toList();
          if (!missing.isEmpty() && !config.topics().create()) {
            throw new KafkaException(
                "missing topics, and kraken.topics.create is false: " + names(missing));
          }
          create(admin, missing);
          check(admin);
          checkJournal(admin);
          DescribeClusterResult cluster = admin.describeCluster();
          LOG.infof(
              "Kafka: cluster %s, brokers %d, topics %d, of which %d were missing",
              cluster.clusterId().get(),
              cluster.nodes().get().size(),
              POLICIES.size(),
              missing.size());
        });
  }

  private void create(Admin admin, List<TopicPolicy> missing)
      throws InterruptedException, ExecutionException {
    CreateTopicsResult created = admin.createTopics(missing.stream().map(this::asked).toList());
    for (TopicPolicy policy : missing) {
      try {
        created.values().get(full(policy)).get();
        LOG.infof(
            "Created topic %s, partitions=%d, %s",
            full(policy), policy.partitions(), policy.settings());
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof TopicExistsException)) {
          throw failure;
        }
      }
    }
  }

  private NewTopic asked(TopicPolicy policy) {
    short replicas = config.topics().replication().replicas();
    return new NewTopic(
            full(policy),
            Optional.of(policy.partitions()),
            replicas < 0 ? Optional.empty() : Optional.of(replicas))
        .configs(policy.settings());
  }

  private void check(Admin admin) throws InterruptedException, ExecutionException {
    List<ConfigResource> compacted =
        POLICIES.stream()
            .filter(TopicPolicy::compacted)
            .map(policy -> new ConfigResource(ConfigResource.Type.TOPIC, full(policy)))
            .toList();
    Map<ConfigResource, Config> configs = admin.describeConfigs(compacted).all().get();
    configs.forEach(
        (topic, settings) -> {
          String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
          if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new Refusal(
                "topic %s has cleanup.policy=%s, expects compact: its records would be lost"
                    .formatted(topic.name(), policy));
          }
        });
  }

  /** Its order is what counts, and who has its partition acts for the accounts. */
  private void checkJournal(Admin admin) throws InterruptedException, ExecutionException {
    String topic = config.topicPrefix().topic(JOURNAL);
    int partitions =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    if (partitions != 1) {
      throw new Refusal(
          "topic %s has %d partitions, expects one: its order is what counts"
              .formatted(topic, partitions));
    }
  }

  private String full(TopicPolicy policy) {
    return config.topicPrefix().topic(policy.name());
  }

  private String names(List<TopicPolicy> policies) {
    return policies.stream().map(this::full).collect(Collectors.joining(", "));
  }
}
