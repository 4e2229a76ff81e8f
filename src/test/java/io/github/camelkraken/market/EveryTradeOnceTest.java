package io.github.camelkraken.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelkraken.rest.Transient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an exchange with consecutive trade ids answers, each trade is published once. */
class EveryTradeOnceTest {
  private static final long START = 1_762_820_035_982_277_754L;
  private static final int MOST_AT_ONE_TIME = 899;

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyTradeIsPublishedOnceAndInOrder(@ForAll("markets") Market market) throws Transient {
    Poll poll = new Poll(market);

    poll.untilEverythingIsPublished();

    assertThat(runs(poll.published)).containsExactly(poll.firstSeen + ".." + market.lastId());
    assertThat(poll.gaps).noneMatch(gap -> gap.event() == Gap.Event.GAP_UNFILLABLE);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aRestartAtAnyPointNeitherLosesNorRepeats(@ForAll("markets") Market market) throws Transient {
    Poll poll = new Poll(market);
    poll.restartsBeforeEachCall = true;

    poll.untilEverythingIsPublished();

    assertThat(runs(poll.published)).containsExactly(poll.firstSeen + ".." + market.lastId());
  }

  @Provide
  Arbitrary<Market> markets() {
    Arbitrary<Long> step = Arbitraries.of(0L, 0L, 1L, 7L, 300L, 10_000L, 1_000_000L, 90_000_000L);
    Arbitrary<Long> gap =
        Arbitraries.of(1L, 2L, 1_000L, 400_000L, 1_000_000_000L, 300_000_000_000L);
    Arbitrary<Burst> burst =
        Combinators.combine(Arbitraries.integers().between(1, MOST_AT_ONE_TIME), step, gap)
            .as(Burst::new);
    Arbitrary<Fault> fault =
        Combinators.combine(Arbitraries.of(Kind.class), wrongBy(), percent(), percent())
            .as(Fault::of);
    return Combinators.combine(
            burst.list().ofMinSize(1).ofMaxSize(8),
            Arbitraries.longs().between(1, 1_000_000),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(10, 100),
            Arbitraries.of(true, false),
            fault.list().ofMaxSize(12))
        .as(Market::new);
  }

  private static Arbitrary<Duration> wrongBy() {
    return Arbitraries.of(
            2_000L, 100_000L, 900_000L, 2_000_000L, 5_000_000_000L, 7_200_000_000_000L)
        .flatMap(off -> Arbitraries.of(Duration.ofNanos(off), Duration.ofNanos(-off)));
  }

  private static Arbitrary<Integer> percent() {
    return Arbitraries.integers().between(0, 100);
  }

  /** Trades that are some nanoseconds apart, and the time to the next burst. */
  record Burst(int count, long step, long gap) {}

  enum Kind {
    NONE,
    NO_LAST,
    WRONG_LAST,
    MISSING_ROWS
  }

  /**
   * What is wrong with one answer.
   *
   * @param off by how much {@code last} is wrong
   * @param from percent of the page where the rows that are missing begin
   * @param to percent of the page where they end
   */
  record Fault(Kind kind, Duration off, int from, int to) {
    static final Fault NONE = new Fault(Kind.NONE, Duration.ZERO, 0, 0);

    static Fault of(Kind kind, Duration off, int one, int other) {
      return new Fault(kind, off, Math.min(one, other), Math.max(one, other));
    }
  }

  /** A trade with the time that only the exchange knows to the nanosecond. */
  record Fact(long id, long nanos) {
    Trade row() {
      return new Trade("1.0", "2.0", shown(nanos), "buy", "market", id);
    }
  }

  record Answer(List<Trade> rows, long last) {}

  /**
   * An exchange.
   *
   * @param atStart percent of the trades that have happened when the poll starts
   * @param perRound percent of the trades that happen between two rounds
   * @param inclusive whether {@code since} is
   */
  record Market(
      List<Burst> bursts,
      long firstId,
      int atStart,
      int perRound,
      boolean inclusive,
      List<Fault> faults) {

    List<Fact> facts() {
      List<Fact> facts = new ArrayList<>();
      long nanos = START;
      long id = firstId;
      for (Burst burst : bursts) {
        for (int i = 0; i < burst.count(); i++) {
          facts.add(new Fact(id++, nanos));
          nanos += burst.step();
        }
        nanos += burst.gap();
      }
      // The market goes on, which is what shows a hole at the end.
      facts.add(new Fact(id, nanos + Duration.ofSeconds(2).toNanos()));
      return facts;
    }

    long lastId() {
      return firstId + bursts.stream().mapToInt(Burst::count).sum();
    }

    int bound() {
      int pages = bursts.stream().mapToInt(Burst::count).sum() / TradesPage.FULL + 2;
      return 120 + 8 * pages * (faults.size() + 2);
    }
  }

  /** Asks as {@link TradesFeed} does. */
  private static final class Poll {
    private final Market market;
    private final List<Fact> facts;
    private final List<Long> published = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean restartsBeforeEachCall;
    private long firstSeen = -1;
    private int happened;
    private int calls;
    private int faultsOfHole;
    private boolean lostRows;
    private TradesCursor cursor;
    private Hole hole;

    Poll(Market market) {
      this.market = market;
      this.facts = market.facts();
      this.happened = (facts.size() - 1) * market.atStart() / 100;
    }

    void untilEverythingIsPublished() throws Transient {
      while (published.isEmpty() || published.get(published.size() - 1) < market.lastId()) {
        assertThat(calls)
            .as("calls, until now %s is published", published.size())
            .isLessThan(market.bound());
        boolean again = call();
        if (!again) {
          timePasses();
        }
      }
    }

    private void timePasses() {
      int early = facts.size() - 1;
      boolean quiet = happened >= early && calls >= market.faults().size() && hole == null;
      int more = Math.max(1, early * market.perRound() / 100);
      happened = quiet ? facts.size() : Math.max(happened, Math.min(early, happened + more));
    }

    private boolean call() throws Transient {
      if (restartsBeforeEachCall && calls < market.faults().size()) {
        hole = null;
      }
      Answer answer = answer(hole != null ? Long.valueOf(hole.since()) : since());
      if (firstSeen < 0 && !answer.rows().isEmpty()) {
        firstSeen = answer.rows().get(0).id();
      }
      TradesPage.Progress progress =
          new TradesPage(answer.rows(), answer.last(), cursor, hole).progress();
      progress.trades().forEach(trade -> published.add(trade.id()));
      gaps.addAll(progress.gaps());
      cursor = progress.cursor() == null ? cursor : progress.cursor();
      hole = progress.hole();
      return progress.again();
    }

    private Long since() {
      return cursor == null ? null : cursor.since();
    }

    private Answer answer(Long since) {
      List<Fact> page = page(since);
      long last = page.isEmpty() ? since == null ? 0 : since : page.get(page.size() - 1).nanos();
      Fault fault = nextFault();
      calls++;
      // Kraken has what it lost once when it is asked again.
      boolean loses = fault.kind() == Kind.MISSING_ROWS && !lostRows;
      lostRows = loses;
      List<Fact> rest = new ArrayList<>(page);
      if (loses) {
        rest.subList(page.size() * fault.from() / 100, page.size() * fault.to() / 100).clear();
      }
      if (fault.kind() == Kind.NO_LAST) {
        last = 0;
      } else if (fault.kind() == Kind.WRONG_LAST && since != null) {
        last = Math.max(0, last + fault.off().toNanos());
      }
      return new Answer(rest.stream().map(Fact::row).toList(), last);
    }

    /** A hole is tried three times, so at most two of them may be in vain. */
    private Fault nextFault() {
      Fault fault = calls < market.faults().size() ? market.faults().get(calls) : Fault.NONE;
      faultsOfHole = hole == null ? 0 : faultsOfHole;
      if (fault.kind() == Kind.NONE || faultsOfHole == 2) {
        return Fault.NONE;
      }
      faultsOfHole += hole == null ? 0 : 1;
      return fault;
    }

    private List<Fact> page(Long since) {
      List<Fact> sofar = facts.subList(0, happened);
      if (since == null) {
        return sofar.subList(Math.max(0, sofar.size() - TradesPage.FULL), sofar.size());
      }
      return sofar.stream()
          .filter(fact -> fact.nanos() > since || market.inclusive() && fact.nanos() == since)
          .limit(TradesPage.FULL)
          .toList();
    }
  }

  /** The unbroken runs among some ids; more than a thousand ids tell nobody what is wrong. */
  private static List<String> runs(List<Long> ids) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= ids.size(); i++) {
      if (i == ids.size() || ids.get(i) != ids.get(i - 1) + 1) {
        runs.add(ids.get(from) + ".." + ids.get(i - 1));
        from = i;
      }
    }
    return runs;
  }

  /** Kraken's rows carry a float, which is off by up to some hundred nanoseconds. */
  private static Instant shown(long nanos) {
    double seconds = BigDecimal.valueOf(nanos, 9).doubleValue();
    return Instant.EPOCH.plusNanos(
        BigDecimal.valueOf(seconds).movePointRight(9).toBigInteger().longValueExact());
  }
}
