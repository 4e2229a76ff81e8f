package io.github.camelkraken.sandbox.account;

import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.limit.Tier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys of an account. They are the same in every run, and nobody can take them for real. */
final class Keyring {
  private static final int SECRET_BYTES = 64;

  /** No two exchanges of one process have a key in common, as no two accounts of Kraken's have. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private final String account;
  private final Tier tier;
  private final Clock clock;
  private final List<SimulatedKey> keys = new CopyOnWriteArrayList<>();

  Keyring(String account, Tier tier, Clock clock) {
    this.account = account;
    this.tier = tier;
    this.clock = clock;
  }

  SimulatedKey make(List<String> permissions) {
    String label = "simulated-" + account + "-" + MADE.incrementAndGet();
    return add(label, "SIMULATED/KEY/" + label, secret(label), permissions);
  }

  SimulatedKey add(String label, String key, String secret, List<String> permissions) {
    SimulatedKey added = new SimulatedKey(label, key, secret, tier, clock.instant(), permissions);
    keys.add(added);
    return added;
  }

  void remove(SimulatedKey key) {
    keys.remove(key);
  }

  List<SimulatedKey> all() {
    return List.copyOf(keys);
  }

  private static String secret(String label) {
    byte[] text =
        ("nobody's secret: " + label + ' ')
            .repeat(SECRET_BYTES)
            .getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(text, SECRET_BYTES));
  }
}
