package io.github.camelkraken.lookups;

import java.util.HashSet;
import java.util.Set;

/** Which of Kraken's ids the calls of one look take for their own; each has one owner. */
final class Claims {
  private final Attributed attributed;
  private final Set<String> claimed = new HashSet<>();

  Claims(Attributed attributed) {
    this.attributed = attributed;
  }

  boolean isFree(String id) {
    return !claimed.contains(id) && !attributed.has(id);
  }

  void claim(String id) {
    claimed.add(id);
  }
}
