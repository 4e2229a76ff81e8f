package io.github.camelkraken.bench;

import java.nio.charset.StandardCharsets;

/** What is asked for by message in a race: always the same but for the ids. */
enum Workload {
  /**
   * Orders that fill at once, so that the exchange has no more to do for each than for the last.
   */
  ORDERS("AddOrder", "orders", 1) {
    @Override
    byte[] request(String id) {
      return utf8(
          """
          {"endpoint":"AddOrder","pair":"XBTUSD","type":"buy","ordertype":"market",\
          "volume":"0.0001","cl_ord_id":"%s"}"""
              .formatted(id));
    }
  },
  QUERIES("Balance", "account", 20) {
    @Override
    byte[] request(String id) {
      return utf8("{\"endpoint\":\"Balance\"}");
    }
  };

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

  /** The value of a request's record. */
  abstract byte[] request(String id);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
