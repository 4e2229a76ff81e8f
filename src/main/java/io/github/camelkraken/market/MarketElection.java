package io.github.camelkraken.market;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.topics.Election;
import io.github.camelkraken.topics.KafkaClients;
import io.github.camelkraken.topics.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Which of several processes with the same topics polls Kraken's public endpoints. */
@Singleton
@Named("marketElection")
public class MarketElection extends Election {
  private static final String GROUP = "market";

  public MarketElection(KrakenConfig config, KafkaClients clients) {
    super(clients, config.topicPrefix().topic(GROUP), config.topicPrefix().topic(Topics.CURSORS));
  }
}
