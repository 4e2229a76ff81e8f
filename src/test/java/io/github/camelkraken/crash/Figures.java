package io.github.camelkraken.crash;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param records in which the requests were produced
 * @param orders that the exchange has in the end
 * @param calls that change something
 * @param struck how many of those a fault struck
 * @param done how often each disturbance struck
 * @param leftOut how often its moment did not come
 * @param withoutTakeOver after how many disturbances nobody went on
 * @param staleNonces that Kraken refused, of processes that were never paused
 * @param staleNoncesOfWoken that Kraken refused, of processes that had been paused and woken
 * @param takeOvers from each kill of the active process to the first order by the standby
 */
record Figures(
    long seed,
    int requests,
    int records,
    int orders,
    int calls,
    int struck,
    Map<Disturbance, Integer> done,
    Map<Disturbance, Integer> leftOut,
    int withoutTakeOver,
    Findings findings,
    int staleNonces,
    int staleNoncesOfWoken,
    List<Duration> takeOvers,
    Duration took) {

  /** How many kills there were. */
  int kills() {
    return done.entrySet().stream()
        .filter(entry -> entry.getKey().isKill())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Whether everything held that was promised. */
  boolean isClean() {
    return findings.doubled().isEmpty()
        && findings.doubledAmends().isEmpty()
        && findings.withoutFinal().isEmpty()
        && findings.disagreeing().isEmpty()
        && findings.contradictions().isEmpty()
        && staleNonces == 0
        && withoutTakeOver == 0;
  }

  /** The table, in Markdown. */
  String table() {
    StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
    row(table, "Requests, each produced twice", requests);
    row(table, "Records", records);
    row(table, "Orders that Kraken has", orders);
    row(table, "Calls that change something, of which struck by a fault", calls + ", " + struck);
    row(table, "Kills", kills());
    for (Disturbance disturbance : Disturbance.values()) {
      int missed = leftOut.getOrDefault(disturbance, 0);
      row(
          table,
          disturbance.isKill() ? "– " + disturbance : disturbance.toString(),
          done.getOrDefault(disturbance, 0)
              + (missed == 0 ? "" : " (" + missed + " left out: the moment did not come)"));
    }
    row(table, "**Doubled orders**", "**" + findings.doubled().size() + "**");
    row(table, "**Amends carried out twice**", "**" + findings.doubledAmends().size() + "**");
    row(table, "**Records without a final result**", "**" + findings.withoutFinal().size() + "**");
    row(table, "– and amends that stay `unknown`", findings.unknownAmends().size());
    row(table, "**Requests with differing results**", "**" + findings.disagreeing().size() + "**");
    row(
        table,
        "**Results that Kraken's books contradict**",
        "**" + findings.contradictions().size() + "**");
    row(table, "Refused nonces", staleNonces);
    row(table, "– and of processes that were paused and woken", staleNoncesOfWoken);
    row(table, "From kill -9 to the standby's first order: p50", seconds(50));
    row(table, "– the longest of " + takeOvers.size(), seconds(100));
    row(table, "Disturbances after which nobody went on", withoutTakeOver);
    row(table, "Duration", took.toSeconds() + " s");
    row(table, "Seed", seed);
    return table.toString();
  }

  /** All that does not hold, a line each, at most so many of a kind. */
  String details(int most) {
    StringBuilder details = new StringBuilder();
    list(details, "doubled", findings.doubled(), most);
    list(details, "carried out twice", findings.doubledAmends(), most);
    list(details, "without a final result", findings.withoutFinal(), most);
    list(details, "differing", findings.disagreeing(), most);
    list(details, "contradicted", findings.contradictions(), most);
    return details.toString();
  }

  private static void list(StringBuilder details, String name, List<String> lines, int most) {
    lines.stream()
        .limit(most)
        .forEach(line -> details.append(name).append(": ").append(line).append('\n'));
    if (lines.size() > most) {
      details.append(name).append(": and ").append(lines.size() - most).append(" more\n");
    }
  }

  private static void row(StringBuilder table, String name, Object value) {
    table.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private String seconds(int percent) {
    List<Duration> sorted = takeOvers.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return "–";
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return BigDecimal.valueOf(sorted.get(Math.max(1, rank) - 1).toMillis(), 3)
            .setScale(1, RoundingMode.HALF_UP)
        + " s";
  }
}
