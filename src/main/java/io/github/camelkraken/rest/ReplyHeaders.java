package io.github.camelkraken.rest;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Set;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * The headers that pass between a route and Kraken: none out, and of an answer only those that are
 * read. Anything else could name a Kafka topic or key (CVE-2026-49098).
 */
@Singleton
@Named("replyHeaders")
public class ReplyHeaders extends DefaultHeaderFilterStrategy {
  public ReplyHeaders() {
    setLowerCase(true);
    setFilterOnMatch(false);
    setInFilter(Set.of("date", "retry-after"));
    setOutFilter(Set.of());
    setCaseInsensitive(true);
  }
}
