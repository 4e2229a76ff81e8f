package io.github.camelkraken.ops;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.rest.Group;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeException;
import org.apache.camel.Route;
import org.jboss.logging.Logger;

/** The last steps of the start: the chosen groups of routes run, or the process ends. */
@Singleton
@Named("startUp")
public class StartUp {
  private static final Logger LOG = Logger.getLogger(StartUp.class);

  /** What every private group needs. */
  private static final String KEYS = "keys";

  private static final Set<String> PRIVATE =
      Stream.of(Group.ORDERS, Group.ACCOUNT, Group.FUNDING)
          .map(Group::topics)
          .collect(Collectors.toUnmodifiableSet());

  private final KrakenConfig config;
  private final Accounts accounts;
  private final CamelContext camel;
  private volatile boolean finished;

  public StartUp(KrakenConfig config, Accounts accounts, CamelContext camel) {
    this.config = config;
    this.accounts = accounts;
    this.camel = camel;
  }

  /**
   * Starts the groups of routes that {@code kraken.routes} names.
   *
   * @throws Refusal if it names one that there is not
   */
  public void startRoutes() throws Exception {
    List<String> groups =
        camel.getRoutes().stream()
            .map(Route::getGroup)
            .filter(group -> group != null && !group.equals(KEYS))
            .distinct()
            .sorted()
            .toList();
    for (String name : config.routes()) {
      if (!name.equals("*") && !groups.contains(name)) {
        throw new Refusal(
            "kraken.routes=%s expects * or names out of %s"
                .formatted(name, String.join(", ", groups)));
      }
    }
    List<String> chosen =
        new ArrayList<>(
            groups.stream()
                .filter(group -> config.routes().contains("*") || config.routes().contains(group))
                .filter(this::isServed)
                .toList());
    if (chosen.stream().anyMatch(PRIVATE::contains)) {
      chosen.add(KEYS);
    }
    for (String group : chosen) {
      camel.getRouteController().startRouteGroup(group);
    }
    finished = true;
    LOG.infof(
        "Running %s",
        camel.getRoutes().stream()
            .filter(route -> chosen.contains(route.getGroup()))
            .map(Route::getRouteId)
            .collect(Collectors.joining(", ")));
  }

  /** Without a key nothing private runs, and funding only where it is wanted. */
  private boolean isServed(String group) {
    return !PRIVATE.contains(group)
        || !accounts.isEmpty()
            && (!group.equals(Group.FUNDING.topics()) || config.funding().enabled());
  }

  /** Ends the process with the one line that says why. */
  public void refuse(@ExchangeException Exception refusal) {
    System.err.println(Refusal.line(refusal.getMessage()));
    Quarkus.asyncExit(1);
  }

  boolean isFinished() {
    return finished;
  }
}
