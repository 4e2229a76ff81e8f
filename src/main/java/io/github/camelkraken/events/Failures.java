package io.github.camelkraken.events;

import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.PublicLimiter;
import io.github.camelkraken.rest.RateLimited;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Runs at each failure, before its redelivery's delay is chosen: counts it, notes the trouble,
 * shuts the door for all calls, and lets a time that Kraken gave take the place of the exponential
 * one.
 */
@Singleton
@Named("failures")
public class Failures implements Processor {
  private static final Logger LOG = Logger.getLogger(Failures.class);

  private final PublicLimiter limiter;
  private final Troubles troubles;
  private final Announcements announcements;
  private final MeterRegistry meters;

  public Failures(
      PublicLimiter limiter, Troubles troubles, Announcements announcements, MeterRegistry meters) {
    this.limiter = limiter;
    this.troubles = troubles;
    this.announcements = announcements;
    this.meters = meters;
  }

  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (failure == null) {
      failure = exchange.getException();
    }
    String type = failure.getClass().getSimpleName();
    String route = exchange.getFromRouteId();
    meters.counter("kraken.failures", "class", type, "route", route).increment();
    if (failure instanceof KrakenException refusal) {
      PublicCall call = exchange.getVariable("call", PublicCall.class);
      String scope = call == null ? route : call.scope(route);
      boolean first = troubles.began(scope, type + ", " + failure.getMessage());
      if (first && refusal instanceof RateLimited) {
        announcements.announce("RATE_LIMITED", scope, failure.getMessage());
      }
      backOff(exchange, refusal);
    } else if (failure instanceof KafkaException) {
      troubles.began(Troubles.KAFKA, type + ", " + root(failure).getMessage());
    } else if (troubles.began(route, type + ", " + failure.getMessage())) {
      LOG.errorf(failure, "%s failed in a way that nobody thought of", route);
    }
  }

  /** Kafka's clients wrap what happened into what they were doing. */
  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  private void backOff(Exchange exchange, KrakenException failure) {
    Duration asked = limiter.failed(failure);
    if (asked != null) {
      exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, asked.toMillis() + 1);
    }
  }
}
