package io.github.camelkraken.topics;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic is made.
 *
 * @param name without the prefix
 * @param partitions of a topic that is created here; an existing one keeps its own
 * @param compacted whether the newest record of each key is kept for ever
 * @param large whether its records may be as large as {@link #LARGEST}
 */
public record TopicPolicy(String name, int partitions, boolean compacted, boolean large) {
  /** Bytes of the largest record that a topic of large ones takes. */
  public static final int LARGEST = 16 * 1024 * 1024;

  TopicPolicy(String name, int partitions, boolean compacted) {
    this(name, partitions, compacted, false);
  }

  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    if (large) {
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST));
    }
    return settings;
  }
}
