package io.github.camelkraken.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is done to the processes or the broker. */
enum Disturbance {
  KILLED_WHEN_SENT_IS_SEEN("kill -9 when `SENT` is seen on the journal", Moment.SENT),
  KILLED_WHEN_CALL_ARRIVED("kill -9 when the call has arrived at Kraken", Moment.CALLED),
  KILLED_WHILE_ANSWER_IS_HELD("kill -9 while the answer is held back", Moment.HELD),
  KILLED_WHEN_RESULT_IS_SEEN("kill -9 when the result is seen", Moment.ANSWERED),
  KILLED_AT_RANDOM("kill -9 at a random time", null),
  BOTH_KILLED("kill -9 of both at a random time", null),
  STANDBY_KILLED("kill -9 of the standby at a random time", null),
  PAUSED("paused when `SENT` is seen or the call has arrived, woken after the take-over", null),
  STOPPED_IN_ORDER("stopped in order", null),
  BROKER_RESTARTED("broker restarted", null);

  private static final List<Disturbance> KILLS =
      List.of(
          KILLED_WHEN_SENT_IS_SEEN,
          KILLED_WHEN_CALL_ARRIVED,
          KILLED_WHILE_ANSWER_IS_HELD,
          KILLED_WHEN_RESULT_IS_SEEN,
          KILLED_AT_RANDOM,
          STANDBY_KILLED,
          KILLED_WHEN_SENT_IS_SEEN,
          KILLED_WHEN_CALL_ARRIVED,
          KILLED_WHILE_ANSWER_IS_HELD,
          BOTH_KILLED);

  private final String words;
  private final Moment moment;

  Disturbance(String words, Moment moment) {
    this.words = words;
    this.moment = moment;
  }

  /** At which moment, or null. */
  Moment moment() {
    return moment;
  }

  boolean isKill() {
    return KILLS.contains(this);
  }

  @Override
  public String toString() {
    return words;
  }

  /** So many kills of all kinds, with the other disturbances among them, shuffled. */
  static List<Disturbance> plan(int kills, int others, Random random) {
    List<Disturbance> plan = new ArrayList<>();
    Stream.iterate(0, i -> i + 1).limit(kills).forEach(i -> plan.add(KILLS.get(i % KILLS.size())));
    for (int i = 0; i < others; i++) {
      plan.addAll(List.of(PAUSED, STOPPED_IN_ORDER, BROKER_RESTARTED));
    }
    Collections.shuffle(plan, random);
    return plan;
  }
}
