package io.github.camelkraken.lookups;

import static io.github.camelkraken.lookups.SampleKraken.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever Kraken shows, and whenever it does, a look-up never says what is not so. */
class LookPropertiesTest {
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final int MOST_LOOKS = 12;

  /**
   * An order that may have been placed.
   *
   * @param sentAfter seconds after noon
   * @param tagged whether it is named by a userref
   * @param takenAfter milliseconds after it was sent until Kraken took it; null if it did not
   * @param shownAfter seconds after that until Kraken shows it, less than the window
   * @param closesAfter seconds after that until it closes; null if never
   * @param strangers what else has its name
   */
  record Sent(
      int sentAfter,
      boolean tagged,
      Integer takenAfter,
      int shownAfter,
      Integer closesAfter,
      List<Stranger> strangers) {}

  /** An order of the same name: of another day, or of other terms but from before the attempt. */
  record Stranger(int hoursBefore, boolean sameTerms, boolean open) {}

  private record Scenario(List<Sent> orders, int othersClosed, int brokenOff) {}

  private record Existing(
      String txid, String name, Instant taken, Instant shown, Instant closed, String volume) {
    boolean isOpen(Instant now) {
      return !shown.isAfter(now) && (closed == null || closed.isAfter(now));
    }

    boolean isClosed(Instant now) {
      return !shown.isAfter(now) && closed != null && !closed.isAfter(now);
    }

    String row() {
      return ("\"%s\":{%s,\"opentm\":%s%s,\"vol\":\"%s\","
              + "\"descr\":{\"pair\":\"XBTUSD\",\"type\":\"buy\"}}")
          .formatted(
              txid,
              name,
              SampleKraken.seconds(Duration.between(SENT, taken).toMillis()),
              closed == null
                  ? ""
                  : ",\"closetm\":"
                      + SampleKraken.seconds(Duration.between(SENT, closed).toMillis()),
              volume);
    }
  }

  @Property(tries = 300)
  void everyOrderIsDecidedAsItWasAndNoneIsAttributedTwice(@ForAll("scenarios") Scenario scenario) {
    List<Undecided> undecided = new ArrayList<>();
    List<String> placed = new ArrayList<>();
    List<Existing> existing = new ArrayList<>();
    for (int i = 0; i < scenario.orders.size(); i++) {
      Sent order = scenario.orders.get(i);
      String name = order.tagged ? "\"userref\":" + (100 + i) : "\"cl_ord_id\":\"c" + i + "\"";
      Instant sent = SENT.plusSeconds(order.sentAfter);
      undecided.add(
          SampleKraken.undecided(
              "AddOrder",
              "{" + name + ",\"pair\":\"XBTUSD\",\"type\":\"buy\",\"volume\":\"1.25\"}",
              sent));
      placed.add(order.takenAfter == null ? null : "OREAL" + i);
      if (order.takenAfter != null) {
        Instant taken = sent.plusMillis(order.takenAfter);
        Instant shown = taken.plusSeconds(order.shownAfter);
        Instant closed = order.closesAfter == null ? null : taken.plusSeconds(order.closesAfter);
        existing.add(new Existing("OREAL" + i, name, taken, shown, closed, "1.25000000"));
      }
      for (Stranger stranger : order.strangers) {
        Instant taken = sent.minus(Duration.ofHours(stranger.hoursBefore));
        existing.add(
            new Existing(
                "OSTRANGER" + existing.size(),
                name,
                taken,
                taken,
                stranger.open ? null : sent.minusSeconds(30),
                stranger.sameTerms ? "1.25" : "0.5"));
      }
    }
    for (int i = 0; i < scenario.othersClosed; i++) {
      existing.add(
          new Existing(
              "OTHER" + i, "\"cl_ord_id\":\"other\"", SENT, SENT, SENT.plusSeconds(1), "1.25"));
    }

    SampleKraken kraken = new SampleKraken();
    Instant now = SENT.plusSeconds(20);
    for (int look = 0; look < MOST_LOOKS; look++) {
      Instant at = now;
      kraken.at(at);
      kraken.open(
          existing.stream().filter(o -> o.isOpen(at)).map(Existing::row).toArray(String[]::new));
      kraken.closed(
          existing.stream().filter(o -> o.isClosed(at)).map(Existing::row).toArray(String[]::new));
      Undecided[] left =
          undecided.stream().filter(one -> !one.isDecided()).toArray(Undecided[]::new);
      if (left.length > 0) {
        if (look < scenario.brokenOff) {
          kraken.breakOff(look, left);
        } else {
          kraken.look(left);
        }
      }
      now = now.plus(STEP);
    }

    Set<String> attributed = new HashSet<>();
    for (int i = 0; i < undecided.size(); i++) {
      Undecided one = undecided.get(i);
      assertThat(one.isDecided()).as("decided in the end: " + i).isTrue();
      List<String> txids = SampleKraken.txids(one);
      assertThat(txids)
          .as("what became of " + i)
          .isEqualTo(Optional.ofNullable(placed.get(i)).stream().toList());
      assertThat(attributed.addAll(txids) || txids.isEmpty()).as("attributed once").isTrue();
    }
  }

  @Property(tries = 100)
  void ofEqualOrdersAsManyAreFoundAsThereAreEachOnce(
      @ForAll @IntRange(min = 1, max = 4) int calls,
      @ForAll @IntRange(min = 1, max = 4) int ordersOfACall,
      @ForAll @IntRange(max = 16) int taken,
      @ForAll @IntRange(max = 3) int answered) {
    int asked = calls * ordersOfACall;
    int placed = Math.min(taken, asked);
    String order = "{\"userref\":7,\"type\":\"buy\",\"volume\":\"1.25\"}";
    String batch =
        "{\"pair\":\"XBTUSD\",\"orders\":["
            + String.join(",", Collections.nCopies(ordersOfACall, order))
            + "]}";
    Undecided[] undecided =
        Stream.generate(() -> SampleKraken.undecided("AddOrderBatch", batch))
            .limit(calls)
            .toArray(Undecided[]::new);
    SampleKraken kraken = new SampleKraken().at(SampleKraken.BELIEVED);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < placed + answered; i++) {
      rows.add(SampleKraken.order("O" + i, "\"userref\":7"));
    }
    IntStream.range(0, answered).forEach(i -> kraken.ofAnother("O" + i));
    kraken.open(rows.toArray(String[]::new)).look(undecided);

    List<String> txids =
        Stream.of(undecided).flatMap(one -> SampleKraken.txids(one).stream()).toList();
    assertThat(undecided).allMatch(Undecided::isDecided);
    assertThat(txids).doesNotHaveDuplicates().hasSize(placed);
    assertThat(txids).noneMatch(txid -> Integer.parseInt(txid.substring(1)) < answered);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    Arbitrary<Stranger> strangers =
        Combinators.combine(
                Arbitraries.integers().between(1, 72),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(Stranger::new);
    Arbitrary<Sent> orders =
        Combinators.combine(
                Arbitraries.integers().between(0, 20),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(-1_500, 15_000).injectNull(0.4),
                Arbitraries.integers().between(0, 74),
                Arbitraries.integers().between(0, 300).injectNull(0.4),
                strangers.list().ofMaxSize(2))
            .as(Sent::new);
    return Combinators.combine(
            orders.list().ofMinSize(1).ofMaxSize(6),
            Arbitraries.of(0, 0, 0, 30, 49, 50, 120, 700),
            Arbitraries.integers().between(0, 3))
        .as(Scenario::new);
  }
}
