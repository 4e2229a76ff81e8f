package io.github.camelkraken.requests;

import io.github.camelkraken.rest.Effect;
import io.github.camelkraken.rest.EndpointCatalogue;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What this process has already done for a record. Kafka hands a record out again when its offset
 * could not be committed, after a rebalance for instance; what was sent once must then not be sent
 * again.
 */
@Singleton
@Named("answered")
public class Answered {
  private static final int REMEMBERED = 20_000;

  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Optional<Result>> newest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Result>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Begins with a record. Where Kafka has taken it from another consumer of this process that is
   * still at it, this waits until that one has done with it.
   */
  public synchronized void begin(@Variable("request") Request request, Exchange exchange)
      throws InterruptedException {
    while (!underWay.add(request.place())) {
      wait();
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                end(request);
              }
            });
  }

  private synchronized void end(Request request) {
    underWay.remove(request.place());
    notifyAll();
  }

  /** Whether the record was dealt with before. */
  public synchronized boolean knows(@Variable("request") Request request) {
    return newest.containsKey(request.place());
  }

  /** Whether there is something to be said again about it. */
  public synchronized boolean hasResult(@Variable("request") Request request) {
    return newest.getOrDefault(request.place(), Optional.empty()).isPresent();
  }

  /** The newest result of a record that was dealt with before. */
  public synchronized Result recall(@Variable("request") Request request) {
    return newest.get(request.place()).orElseThrow();
  }

  /**
   * Notes a result before it is published; a final one stays. That of a query is not kept: it may
   * be large, and asking again does no harm.
   */
  public synchronized Result remember(@Body Result result) {
    if (mayChangeSomething(result)) {
      newest.merge(
          result.request().place(),
          Optional.of(result),
          (before, now) -> before.isPresent() && before.get().status().isFinal() ? before : now);
    }
    return result;
  }

  private static boolean mayChangeSomething(Result result) {
    return EndpointCatalogue.find(result.value().path("endpoint").asText())
        .filter(row -> row.effect() != Effect.NONE)
        .isPresent();
  }

  /** Notes that the record waits here for something and will be answered later. */
  public synchronized void waits(Request request) {
    newest.putIfAbsent(request.place(), Optional.empty());
  }
}
