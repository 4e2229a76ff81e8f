package io.github.camelkraken.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** All markets of the simulated exchange, its clock and its state. */
public final class Market {
  private final Map<String, SimulatedPair> pairs = new LinkedHashMap<>();
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile String status = "online";

  public Market(Clock clock) {
    this.clock = clock;
    add(new SimulatedPair("XXBTZUSD", "XBT/USD", "XXBT", "ZUSD", 1, "67210.5"));
    add(new SimulatedPair("XETHZUSD", "ETH/USD", "XETH", "ZUSD", 2, "3105.27"));
    add(new SimulatedPair("SOLUSD", "SOL/USD", "SOL", "ZUSD", 2, "171.43"));
    add(new SimulatedPair("XDGUSD", "XDG/USD", "XXDG", "ZUSD", 7, "0.1234567"));
    add(new SimulatedPair("XETHXXBT", "ETH/XBT", "XETH", "XXBT", 5, "0.04621"));
    add(new SimulatedPair("USDTZUSD", "USDT/USD", "USDT", "ZUSD", 4, "1.0002"));
  }

  public void add(SimulatedPair pair) {
    synchronized (pairs) {
      pairs.put(pair.id(), pair);
    }
  }

  /** As many markets as Kraken lists, for what has to hold for all of them. */
  public void addMany(int count) {
    for (int i = 0; i < count; i++) {
      String asset = "T%04d".formatted(i);
      add(new SimulatedPair(asset + "USD", asset + "/USD", asset, "ZUSD", 4, "12.3456"));
    }
  }

  public void remove(String id) {
    synchronized (pairs) {
      pairs.remove(id);
    }
  }

  public Collection<SimulatedPair> pairs() {
    synchronized (pairs) {
      return new ArrayList<>(pairs.values());
    }
  }

  /** A pair by any name that Kraken takes. */
  public Optional<SimulatedPair> find(String name) {
    return pairs().stream()
        .filter(
            pair ->
                pair.id().equals(name)
                    || pair.altname().equals(name)
                    || pair.wsname().equals(name)
                    || pair.wsname().replace("XBT", "BTC").replace("XDG", "DOGE").equals(name))
        .findFirst();
  }

  public SimulatedPair pair(String name) {
    return find(name).orElseThrow();
  }

  public Clock clock() {
    return clock;
  }

  public Instant now() {
    return clock.instant();
  }

  public String status() {
    return status;
  }

  public void status(String newStatus) {
    status = newStatus;
  }

  /** Gives every market a past, so that there are candles to show. */
  public void tradeThePast(Duration past, Duration step) {
    for (SimulatedPair pair : pairs()) {
      for (Instant at = now().minus(past); at.isBefore(now()); at = at.plus(step)) {
        pair.trade(at, ThreadLocalRandom.current().nextInt(3));
      }
    }
  }

  /** Lets a little happen in every market; several trades share the one time. */
  public List<SimulatedTrade> tick() {
    List<SimulatedTrade> happened = new ArrayList<>();
    for (SimulatedPair pair : pairs()) {
      happened.addAll(pair.trade(now(), ThreadLocalRandom.current().nextInt(4)));
    }
    listeners.forEach(Runnable::run);
    return happened;
  }

  /** Tells somebody of each tick. */
  public void onTick(Runnable listener) {
    listeners.add(listener);
  }

  /** An asset's id by any name that Kraken takes, such as {@code XXBT} for {@code XBT}. */
  public Optional<String> asset(String name) {
    for (SimulatedPair pair : pairs()) {
      String[] names = pair.wsname().split("/");
      if (name.equals(pair.base()) || name.equals(names[0])) {
        return Optional.of(pair.base());
      }
      if (name.equals(pair.quote()) || name.equals(names[1])) {
        return Optional.of(pair.quote());
      }
    }
    return name.equals("BTC") ? Optional.of("XXBT") : Optional.empty();
  }
}
