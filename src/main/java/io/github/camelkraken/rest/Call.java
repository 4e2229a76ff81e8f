package io.github.camelkraken.rest;

/** One call to Kraken, public or private. */
public interface Call {
  /** Kraken's name of the endpoint, such as {@code Ticker} or {@code AddOrder}. */
  String endpoint();

  /** What is out of service when this call of a route's fails. */
  String scope(String route);

  /** Whether the same call may be made again although nobody knows what became of the last one. */
  boolean mayBeRepeated();
}
