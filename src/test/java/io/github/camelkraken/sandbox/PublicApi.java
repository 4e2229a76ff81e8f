package io.github.camelkraken.sandbox;

import io.github.camelkraken.sandbox.endpoint.AssetPairs;
import io.github.camelkraken.sandbox.endpoint.Assets;
import io.github.camelkraken.sandbox.endpoint.Depth;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.Ohlc;
import io.github.camelkraken.sandbox.endpoint.PublicEndpoint;
import io.github.camelkraken.sandbox.endpoint.Spread;
import io.github.camelkraken.sandbox.endpoint.SystemStatus;
import io.github.camelkraken.sandbox.endpoint.Ticker;
import io.github.camelkraken.sandbox.endpoint.Time;
import io.github.camelkraken.sandbox.endpoint.Trades;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kraken's public REST API. */
final class PublicApi {
  static final String PATH = "/0/public/";

  private final Map<String, PublicEndpoint> endpoints =
      Stream.of(
              new Time(),
              new SystemStatus(),
              new Assets(),
              new AssetPairs(),
              new Ticker(),
              new Trades(),
              new Ohlc(),
              new Depth(),
              new Spread())
          .collect(Collectors.toMap(PublicEndpoint::name, endpoint -> endpoint));

  private final Market market;

  PublicApi(Market market) {
    this.market = market;
  }

  Service service(ReceivedCall call) {
    return () -> {
      PublicEndpoint endpoint = endpoints.get(call.endpoint());
      if (endpoint == null) {
        throw new KrakenError("EGeneral:Unknown method");
      }
      return endpoint.result(market, call.query());
    };
  }
}
