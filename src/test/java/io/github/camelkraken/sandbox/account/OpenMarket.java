package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.endpoint.KrakenError;

/** Which orders the exchange takes in its present state (rest.md 2.2). */
final class OpenMarket {
  private OpenMarket() {}

  static void require(String status, OrderTerms terms) {
    switch (status) {
      case "maintenance" -> throw new KrakenError("EService:Unavailable");
      case "cancel_only" -> throw new KrakenError("EService:Market in cancel_only mode");
      case "post_only" -> require(terms.isPostOnly(), status);
      case "limit_only" -> require(terms.limit() != null, status);
      default -> {}
    }
  }

  private static void require(boolean holds, String status) {
    if (!holds) {
      throw new KrakenError("EService:Market in " + status + " mode");
    }
  }
}
