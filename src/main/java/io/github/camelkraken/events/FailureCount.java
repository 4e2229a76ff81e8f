package io.github.camelkraken.events;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts a failure that is a request's own and no trouble of the gateway's. */
@Singleton
@Named("failureCount")
public class FailureCount implements Processor {
  private final MeterRegistry meters;

  public FailureCount(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void process(Exchange exchange) {
    count(exchange, of(exchange));
  }

  void count(Exchange exchange, Exception failure) {
    meters
        .counter(
            "kraken.failures",
            "class",
            failure.getClass().getSimpleName(),
            "route",
            exchange.getFromRouteId())
        .increment();
  }

  static Exception of(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    return caught == null ? exchange.getException() : caught;
  }
}
