package io.github.camelkraken.config;

/** Replicas of a created topic; -1 leaves it to the broker. */
public record Replication(short replicas) {
  public static Replication of(String text) {
    if (text.trim().equals("-1")) {
      return new Replication((short) -1);
    }
    return new Replication(
        (short) Expected.whole(text, 1, 100, "-1 (the broker's default) or a number of replicas"));
  }
}
