package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a million remembered names take of memory, and how long reading them takes, which is what a
 * first take-over waits for. A main class beside the journal, since that is seen from nowhere else.
 */
final class RememberedNames {
  private RememberedNames() {}

  public static void main(String... args) throws Exception {
    int names = Integer.getInteger("bench.names", AccountJournal.MOST);
    byte[] done = done();
    System.out.printf("An outcome is %d bytes on the topic%n", done.length);
    measure("UUIDs", names, done, i -> new UUID(i, i).toString());
    measure("UUIDs, again", names, done, i -> new UUID(i, i).toString());
    measure("names of 18 characters", names, done, i -> "strategy-%09d".formatted(i));
  }

  private interface Names {
    String of(int i);
  }

  private static void measure(String what, int names, byte[] done, Names ids) {
    long before = used();
    AccountJournal journal =
        new AccountJournal(
            SampleTopic.ACCOUNT,
            entries -> {
              throw new IllegalStateException("nothing is written here");
            },
            offset -> {
              throw new IllegalStateException("nothing is read here");
            });
    long millis = SampleRequest.NOW.toEpochMilli();
    long begin = System.nanoTime();
    for (int i = 0; i < names; i++) {
      String key = SampleTopic.ACCOUNT + "/" + ids.of(i);
      journal.learn(SampleTopic.record(i, millis + i, key, done));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    long bytes = used() - before;
    if (journal.size() != names) {
      throw new IllegalStateException("%d names are known".formatted(journal.size()));
    }
    System.out.printf(
        "%,d names (%s): %d bytes each, read in %,d ms%n",
        names, what, bytes / names, took.toMillis());
  }

  private static byte[] done() throws Exception {
    VirtualClock clock = VirtualClock.standingAt(Instant.parse("2026-09-03T12:00:00Z"));
    Request request =
        SampleRequest.of(
                "{\"endpoint\":\"AddOrder\",\"cl_ord_id\":\"x\",\"pair\":\"XBTUSD\","
                    + "\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"1\",\"volume\":\"1\"}")
            .build();
    SampleTopic topic = new SampleTopic(clock);
    new InHand(topic.process(), request, clock)
        .taken()
        .sent()
        .accepted(
            "{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],\"descr\":{\"order\":\"buy 1.25000000 XBTUSD @"
                + " limit 37500.0\"}}");
    return topic.entry("x").orElseThrow().bytes();
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
