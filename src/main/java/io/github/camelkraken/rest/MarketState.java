package io.github.camelkraken.rest;

/** The state of the exchange or of the pair forbids it now; nothing was executed. */
public final class MarketState extends KrakenException {
  private static final long serialVersionUID = 1L;

  public MarketState(String message) {
    super(message);
  }
}
