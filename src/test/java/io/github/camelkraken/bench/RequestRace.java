package io.github.camelkraken.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Contestants that serve requests, in turns of some requests each; only one works at a time. */
final class RequestRace {
  /**
   * Requests of one contestant in a row.
   *
   * @param cpu processor time of its process meanwhile
   */
  record Turn(List<Journey> journeys, Duration cpu) {}

  /** All turns of a contestant. */
  record Result(String name, List<Turn> turns) {
    List<Journey> journeys() {
      return turns.stream().flatMap(turn -> turn.journeys().stream()).toList();
    }

    /** Processor time for one request. */
    Duration cpu() {
      return turns.stream()
          .map(Turn::cpu)
          .reduce(Duration.ZERO, Duration::plus)
          .dividedBy(journeys().size());
    }
  }

  private static final int LEAD = 20;

  private final List<RequestContestant> contestants;

  RequestRace(List<RequestContestant> contestants) {
    this.contestants = contestants;
  }

  /**
   * Requests that nobody counts.
   *
   * @throws IllegalStateException if calls or results of the contestants differ in more than values
   */
  void warmUp(int requests) throws InterruptedException, IOException {
    TreeSet<String> shapes = new TreeSet<>();
    for (RequestContestant contestant : contestants) {
      contestant.serve(requests, Duration.ZERO);
      shapes.add(contestant.shape());
    }
    if (shapes.size() != 1) {
      throw new IllegalStateException("the contestants do not do the same: " + shapes);
    }
  }

  /**
   * Some turns of each, after each other.
   *
   * @param requests of a turn, after some that do not count because the process was idle
   * @param period from one request to the next, whatever becomes of them
   * @param between happens after each round
   */
  List<Result> run(int turns, int requests, Duration period, Between between)
      throws InterruptedException, IOException {
    List<Result> results =
        contestants.stream().map(side -> new Result(side.name(), new ArrayList<>())).toList();
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < contestants.size(); i++) {
        RequestContestant contestant = contestants.get(i);
        contestant.serve(LEAD, period);
        Duration before = contestant.cpu();
        List<Journey> journeys = contestant.serve(requests, period);
        results.get(i).turns().add(new Turn(journeys, contestant.cpu().minus(before)));
      }
      between.happen();
    }
    return results;
  }

  /** What happens while no contestant works. */
  @FunctionalInterface
  interface Between {
    void happen() throws InterruptedException, IOException;
  }
}
