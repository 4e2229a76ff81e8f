package io.github.camelkraken.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Contestants that serve the same requests; their processes live through the whole race. */
final class RequestRace {
  /**
   * Requests of one contestant in a row.
   *
   * @param cpu processor time of its process for one of them
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
          .dividedBy(turns.size());
    }
  }

  private final List<RequestContestant> contestants;

  RequestRace(List<RequestContestant> contestants) {
    this.contestants = contestants;
  }

  /** The same race without one of them. */
  RequestRace without(RequestContestant contestant) {
    return new RequestRace(contestants.stream().filter(one -> one != contestant).toList());
  }

  /**
   * Requests that nobody counts.
   *
   * @param period from one to the next; zero means all at once
   * @throws IllegalStateException if calls or results of the contestants differ in more than values
   */
  void warmUp(int requests, Duration period) throws InterruptedException, IOException {
    TreeSet<String> shapes = new TreeSet<>();
    for (RequestContestant contestant : contestants) {
      contestant.serve(requests, period);
      if (contestant.isLive()) {
        shapes.add(contestant.shape());
      }
    }
    if (shapes.size() != 1) {
      throw new IllegalStateException("the contestants do not do the same: " + shapes);
    }
  }

  /**
   * Some turns of all at the same time, so that whatever else the machine does slows all alike. The
   * requests of one fall between those of the others.
   *
   * @param lead how many of a turn do not count because the process was idle
   * @param requests of a turn that count
   * @param period from one request to the next, whatever becomes of them
   */
  List<Result> together(int turns, int lead, int requests, Duration period)
      throws InterruptedException, IOException {
    List<Result> results = results();
    ScheduledExecutorService each = Executors.newScheduledThreadPool(contestants.size());
    try {
      for (int turn = 0; turn < turns; turn++) {
        List<Future<Turn>> running = new ArrayList<>();
        for (RequestContestant contestant : contestants) {
          long begin = period.toNanos() * running.size() / contestants.size();
          running.add(
              each.schedule(
                  () -> turn(contestant, lead, requests, period), begin, TimeUnit.NANOSECONDS));
        }
        for (int i = 0; i < running.size(); i++) {
          results.get(i).turns().add(running.get(i).get());
        }
      }
      return results;
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    } finally {
      each.shutdownNow();
    }
  }

  /**
   * Some turns of each, after each other, with all requests of a turn at once.
   *
   * @param requests of a turn
   * @param between happens after each round
   */
  List<Result> inTurns(int turns, int requests, Between between)
      throws InterruptedException, IOException {
    List<Result> results = results();
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < contestants.size(); i++) {
        results.get(i).turns().add(turn(contestants.get(i), 0, requests, Duration.ZERO));
      }
      between.happen();
    }
    return results;
  }

  private List<Result> results() {
    return contestants.stream()
        .map(contestant -> new Result(contestant.name(), new ArrayList<>()))
        .toList();
  }

  private static Turn turn(RequestContestant contestant, int lead, int requests, Duration period)
      throws InterruptedException, IOException {
    Duration before = contestant.cpu();
    List<Journey> journeys = contestant.serve(lead + requests, period);
    Duration each = contestant.cpu().minus(before).dividedBy(journeys.size());
    return new Turn(journeys.subList(lead, journeys.size()), each);
  }

  /** What happens while no contestant works. */
  @FunctionalInterface
  interface Between {
    void happen() throws InterruptedException, IOException;
  }
}
