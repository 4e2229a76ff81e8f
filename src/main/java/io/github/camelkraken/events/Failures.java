package io.github.camelkraken.events;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Call;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.Pace;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.PublicLimiter;
import io.github.camelkraken.rest.RateLimited;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Runs at each failure, before its redelivery's delay is chosen: counts it, notes the trouble, and
 * lets a time that Kraken gave take the place of the exponential one. A public failure shuts the
 * door for all public calls; a private call is not waited for longer than it lives.
 */
@Singleton
@Named("failures")
public class Failures implements Processor {
  private static final Logger LOG = Logger.getLogger(Failures.class);

  /** What the routes' jitter adds at most, at each delay to the one before. */
  private static final BigDecimal JITTERED = new BigDecimal("1.2");

  private final PublicLimiter limiter;
  private final Troubles troubles;
  private final Announcements announcements;
  private final FailureCount count;
  private final KrakenConfig.Backoff backoff;
  private final Clock clock;

  public Failures(
      PublicLimiter limiter,
      Troubles troubles,
      Announcements announcements,
      FailureCount count,
      KrakenConfig config,
      Clock clock) {
    this.limiter = limiter;
    this.troubles = troubles;
    this.announcements = announcements;
    this.count = count;
    this.backoff = config.backoff();
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Exception failure = FailureCount.of(exchange);
    count.count(exchange, failure);
    String route = exchange.getFromRouteId();
    String type = failure.getClass().getSimpleName();
    if (failure instanceof KeyFault
        || failure instanceof LockedOut
        || failure instanceof Ambiguous
        || failure instanceof Expired) {
      return; // said where it is dealt with, and nothing is tried again
    }
    if (failure instanceof KrakenException refusal) {
      Call call = exchange.getVariable("call", Call.class);
      String scope = call == null ? route : call.scope(route);
      boolean first = troubles.began(scope, type + ", " + failure.getMessage());
      if (first && refusal instanceof RateLimited) {
        announcements.announce("RATE_LIMITED", scope, failure.getMessage());
      }
      delay(exchange, call, refusal)
          .ifPresent(
              delay -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis() + 1));
    } else if (failure instanceof KafkaException) {
      troubles.began(Troubles.KAFKA, type + ", " + root(failure).getMessage());
    } else if (troubles.began(route, type + ", " + failure.getMessage())) {
      LOG.errorf(failure, "%s failed in a way that nobody thought of", route);
    }
  }

  /** The delay, where it is not the exponential one. */
  private Optional<Duration> delay(Exchange exchange, Call call, KrakenException failure) {
    if (call == null || call instanceof PublicCall) {
      return Optional.ofNullable(limiter.failed(failure));
    }
    Optional<Duration> asked =
        failure instanceof RateLimited limited
            ? limited.askedToWait().map(Pace::jittered)
            : Optional.empty();
    Optional<Duration> left = remaining((PrivateCall) call);
    int attempt = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
    if (left.isPresent() && left.get().compareTo(asked.orElseGet(() -> longest(attempt))) < 0) {
      return left;
    }
    return asked;
  }

  /** How long the call may still wait; empty if for ever. */
  private Optional<Duration> remaining(PrivateCall call) {
    return call.isOpen()
        ? Optional.empty()
        : call.expiresAt()
            .map(end -> Duration.between(clock.instant(), end))
            .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** The longest exponential delay before this redelivery, jitter included. */
  private Duration longest(int redelivery) {
    BigDecimal max = millis(backoff.max().value());
    BigDecimal delay =
        millis(backoff.first().value())
            .multiply(backoff.factor().value().pow(redelivery - 1, MathContext.DECIMAL32));
    BigDecimal jittered = delay.multiply(JITTERED.pow(redelivery, MathContext.DECIMAL32));
    return Duration.ofMillis(jittered.min(max).longValue());
  }

  private static BigDecimal millis(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis());
  }

  /** Kafka's clients wrap what happened into what they were doing. */
  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
