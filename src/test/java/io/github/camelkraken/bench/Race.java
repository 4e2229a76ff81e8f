package io.github.camelkraken.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Some contestants in turns of a block of polls each. Their processes live through the whole race,
 * so all are equally warm, but only the one whose turn it is works.
 */
final class Race {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How a contestant did.
   *
   * @param medians of its blocks
   * @param cpu processor time of its process for one poll
   */
  record Result(String name, Laps laps, List<Duration> medians, Duration cpu) {}

  private final List<Contestant> contestants;
  private final int warmUp;
  private final int blocks;
  private final int polls;

  Race(List<Contestant> contestants, int warmUp, int blocks, int polls) {
    this.contestants = contestants;
    this.warmUp = warmUp;
    this.blocks = blocks;
    this.polls = polls;
  }

  /**
   * Runs it, after a first part that nobody counts.
   *
   * @throws IllegalStateException if the contestants do not publish the same
   */
  List<Result> run() throws InterruptedException, IOException {
    List<Laps> laps = new ArrayList<>();
    List<List<Duration>> medians = new ArrayList<>();
    List<Duration> cpu = new ArrayList<>();
    Set<String> said = new TreeSet<>();
    for (Contestant contestant : contestants) {
      said.add(facts(contestant.poll().records()));
      for (int i = 1; i < warmUp; i++) {
        contestant.poll();
      }
      laps.add(new Laps());
      medians.add(new ArrayList<>());
      cpu.add(Duration.ZERO);
    }
    if (said.size() != 1) {
      throw new IllegalStateException("the contestants do not publish the same: " + start(said));
    }
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < contestants.size(); i++) {
        Duration before = contestants.get(i).cpu();
        Laps turn = block(contestants.get(i));
        cpu.set(i, cpu.get(i).plus(contestants.get(i).cpu()).minus(before));
        laps.get(i).addAll(turn);
        medians.get(i).add(turn.median());
      }
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      Duration each = cpu.get(i).dividedBy((long) blocks * polls);
      results.add(new Result(contestants.get(i).name(), laps.get(i), medians.get(i), each));
    }
    return results;
  }

  private Laps block(Contestant contestant) throws InterruptedException, IOException {
    Laps laps = new Laps();
    for (int i = 0; i < polls; i++) {
      laps.add(contestant.poll().took());
    }
    return laps;
  }

  private static List<String> start(Set<String> texts) {
    return texts.stream().map(text -> text.substring(0, Math.min(600, text.length()))).toList();
  }

  /** Keys, values but for their times, and the names of headers, in an order of their own. */
  private static String facts(List<ConsumerRecord<String, String>> records) throws IOException {
    List<String> facts = new ArrayList<>();
    for (ConsumerRecord<String, String> record : records) {
      ObjectNode value = (ObjectNode) JSON.readTree(record.value());
      value.put("timestamp", "");
      facts.add(
          record.key() + value + new TreeSet<>(TopicReader.headers(record).keySet()).toString());
    }
    return String.join("\n", facts.stream().sorted().toList());
  }
}
