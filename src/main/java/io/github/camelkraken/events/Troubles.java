package io.github.camelkraken.events;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What is not working now. A trouble is logged when it begins and when it ends and not in between,
 * so an outage costs two lines for each thing it hits, however long it lasts.
 */
@Singleton
public class Troubles {
  /** The scope of a trouble with the broker. */
  public static final String KAFKA = "kafka";

  private static final Logger LOG = Logger.getLogger(Troubles.class);

  private final Map<String, String> reasons = new ConcurrentHashMap<>();

  /** Notes a trouble; true if it is new. */
  public boolean began(String scope, String reason) {
    boolean first = reasons.put(scope, reason) == null;
    if (first) {
      LOG.warnf("%s: %s; it is tried again, and a line says when it works", scope, reason);
    }
    return first;
  }

  public void ended(String scope) {
    if (reasons.remove(scope) != null) {
      LOG.infof("%s: works again", scope);
    }
  }

  public Optional<String> reason(String scope) {
    return Optional.ofNullable(reasons.get(scope));
  }
}
