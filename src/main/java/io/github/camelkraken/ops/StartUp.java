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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeException;
import org.apache.camel.Route;
import org.jboss.logging.Logger;

/** The last steps of the start: the chosen groups of routes run, or the process ends. */
@Singleton
@Named("startUp")
public class StartUp {
  private static final Logger LOG = Logger.getLogger(StartUp.class);

  /** The group of the routes that take requests. */
  private static final String REQUESTS = "requests";

  /** The group of what those need. */
  private static final String KEYS = "keys";

  /** The group of the route that finds out whether those may run. */
  private static final String ELECTION = "election";

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
   * Starts the routes that {@code kraken.routes} names; those that act for the accounts wait until
   * this process may.
   *
   * @throws Refusal if it names one that there is not
   */
  public void startRoutes() throws Exception {
    Set<String> names = new TreeSet<>();
    camel.getRoutes().stream().map(StartUp::name).flatMap(Optional::stream).forEach(names::add);
    for (String name : config.routes()) {
      if (!name.equals("*") && !names.contains(name)) {
        throw new Refusal(
            "kraken.routes=%s expects * or names out of %s"
                .formatted(name, String.join(", ", names)));
      }
    }
    start(route -> !isOfOwner(route));
    finished = true;
  }

  /** This process acts for the accounts from now on. */
  public void serve() throws Exception {
    start(StartUp::isOfOwner);
  }

  /** Another process acts for the accounts. */
  public void standBy() throws Exception {
    for (Route route : camel.getRoutes()) {
      if (isOfOwner(route)) {
        camel.getRouteController().stopRoute(route.getRouteId());
      }
    }
    LOG.info("Standing by: another process acts for the accounts");
  }

  private void start(Predicate<Route> meant) throws Exception {
    List<String> running = new ArrayList<>();
    for (Route route : camel.getRoutes()) {
      if (isServed(route) && meant.test(route)) {
        camel.getRouteController().startRoute(route.getRouteId());
        running.add(route.getRouteId());
      }
    }
    LOG.infof("Running %s", String.join(", ", running));
  }

  private static boolean isOfOwner(Route route) {
    return REQUESTS.equals(route.getGroup()) || KEYS.equals(route.getGroup());
  }

  /** The name by which {@code kraken.routes} chooses a route; empty if it cannot be chosen. */
  private static Optional<String> name(Route route) {
    String group = route.getGroup();
    if (group == null || group.equals(KEYS) || group.equals(ELECTION)) {
      return Optional.empty();
    }
    // A template cannot give its routes groups of their own, so their ids tell.
    return Optional.of(group.equals(REQUESTS) ? route.getRouteId().split("-")[0] : group);
  }

  /** Without a key nothing private runs, and funding only where it is wanted. */
  private boolean isServed(Route route) {
    if (KEYS.equals(route.getGroup()) || ELECTION.equals(route.getGroup())) {
      return camel.getRoutes().stream()
          .anyMatch(other -> REQUESTS.equals(other.getGroup()) && isServed(other));
    }
    return name(route).filter(this::isChosen).isPresent()
        && !(REQUESTS.equals(route.getGroup()) && accounts.isEmpty());
  }

  private boolean isChosen(String name) {
    return (config.routes().contains("*") || config.routes().contains(name))
        && (!name.equals(Group.FUNDING.topics()) || config.funding().enabled());
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
