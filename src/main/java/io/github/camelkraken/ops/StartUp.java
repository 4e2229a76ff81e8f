package io.github.camelkraken.ops;

import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.events.Troubles;
import io.github.camelkraken.rest.Group;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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

  /**
   * What only one of several processes does, by the group of the route that finds out which: the
   * groups of the routes that do it.
   */
  private static final Map<String, Set<String>> ELECTED =
      Map.of("account-election", Set.of(REQUESTS, KEYS), "market-election", Set.of("market-data"));

  private final KrakenConfig config;
  private final Accounts accounts;
  private final CamelContext camel;
  private final Troubles troubles;
  private volatile boolean finished;

  public StartUp(KrakenConfig config, Accounts accounts, CamelContext camel, Troubles troubles) {
    this.config = config;
    this.accounts = accounts;
    this.camel = camel;
    this.troubles = troubles;
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
    start(route -> ELECTED.values().stream().noneMatch(of -> of.contains(group(route))));
    finished = true;
    troubles.ended(Troubles.KAFKA);
  }

  /** This process was elected: what the election is about runs. */
  public void serve(Exchange election) throws Exception {
    Set<String> elected = elected(election);
    start(route -> elected.contains(group(route)));
  }

  /** Another process was elected. */
  public void standBy(Exchange election) throws Exception {
    Set<String> elected = elected(election);
    for (Route route : camel.getRoutes()) {
      if (elected.contains(group(route))) {
        camel.getRouteController().stopRoute(route.getRouteId());
      }
    }
    LOG.infof("Standing by: another process runs %s", String.join(", ", new TreeSet<>(elected)));
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

  private Set<String> elected(Exchange election) {
    return ELECTED.get(group(camel.getRoute(election.getFromRouteId())));
  }

  /** Empty for a route that always runs. */
  private static String group(Route route) {
    return Optional.ofNullable(route.getGroup()).orElse("");
  }

  /** The name by which {@code kraken.routes} chooses a route; empty if it cannot be chosen. */
  private static Optional<String> name(Route route) {
    String group = group(route);
    if (group.isEmpty() || group.equals(KEYS) || ELECTED.containsKey(group)) {
      return Optional.empty();
    }
    // A template cannot give its routes groups of their own, so their ids tell.
    return Optional.of(group.equals(REQUESTS) ? route.getRouteId().split("-")[0] : group);
  }

  /** Without a key nothing private runs, and funding only where it is wanted. */
  private boolean isServed(Route route) {
    String group = group(route);
    if (ELECTED.containsKey(group)) {
      return isAnyServed(other -> ELECTED.get(group).contains(group(other)));
    }
    if (KEYS.equals(group)) {
      return isAnyServed(other -> REQUESTS.equals(group(other)));
    }
    return name(route).filter(this::isChosen).isPresent()
        && !(REQUESTS.equals(group) && accounts.isEmpty());
  }

  private boolean isAnyServed(Predicate<Route> meant) {
    return camel.getRoutes().stream().filter(meant).anyMatch(this::isServed);
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
