package io.github.camelkraken.topics;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic is made.
 *
 * @param name without the prefix
 * @param partitions of a topic that is created here; an existing one keeps its own
 * @param compacted whether the newest record of each key is kept for ever
 */
public record TopicPolicy(String name, int partitions, boolean compacted) {
  Map<String, String> settings() {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
  }
}
