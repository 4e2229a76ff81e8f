package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.Market;
import java.nio.charset.StandardCharsets;

/** What is asked for by message in a race: always the same but for the ids and the pairs. */
enum Workload {
  /**
   * Orders that fill at once, so that the exchange has no more to do for each than for the last, on
   * one pair after the other, so that no pair's counter holds them up.
   */
  ORDERS("AddOrder", "orders", 20) {
    @Override
    void prepare(Market market) {
      market.addMany(PAIRS);
    }

    @Override
    byte[] request(String id, int number) {
      return utf8(
          """
          {"endpoint":"AddOrder","pair":"T%04d/USD","type":"buy","ordertype":"market",\
          "volume":"0.1","cl_ord_id":"%s"}"""
              .formatted(number % PAIRS, id));
    }
  },
  QUERIES("Balance", "account", 20) {
    @Override
    byte[] request(String id, int number) {
      return utf8("{\"endpoint\":\"Balance\"}");
    }
  };

  /** With 3.75 orders a second on each, far more than one key can send. */
  private static final int PAIRS = 40;

  private final String endpoint;
  private final String group;
  private final int batch;

  Workload(String endpoint, String group, int batch) {
    this.endpoint = endpoint;
    this.group = group;
    this.batch = batch;
  }

  /** Kraken's endpoint. */
  String endpoint() {
    return endpoint;
  }

  /** What the topics of its requests and results are called after. */
  String group() {
    return group;
  }

  /** Most requests whose offsets the pipeline commits together. */
  int batch() {
    return batch;
  }

  /** Makes the markets that it needs. */
  void prepare(Market market) {}

  /**
   * The value of a request's record.
   *
   * @param number of the request, from zero
   */
  abstract byte[] request(String id, int number);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
