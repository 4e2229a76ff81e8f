package io.github.camelkraken.rest;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** How long each call was at Kraken, answered or not; who waits before it is not counted. */
@Singleton
@Named("callTimes")
public class CallTimes extends EventNotifierSupport {
  private final MeterRegistry meters;

  public CallTimes(MeterRegistry meters) {
    this.meters = meters;
    setIgnoreCamelContextEvents(true);
    setIgnoreCamelContextInitEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreStepEvents(true);
    setIgnoreExchangeCreatedEvent(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeFailedEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
    setIgnoreExchangeSendingEvents(true);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent
        && sent.getEndpoint() instanceof HttpEndpoint
        && sent.getExchange().getVariable("call") instanceof Call call) {
      meters
          .timer("kraken.call", "endpoint", call.endpoint())
          .record(Duration.ofMillis(sent.getTimeTaken()));
    }
  }
}
