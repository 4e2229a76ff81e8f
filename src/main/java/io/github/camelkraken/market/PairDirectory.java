package io.github.camelkraken.market;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All pairs of one AssetPairs answer; every alias leads to one pair, whatever its case. */
public final class PairDirectory {
  private final Map<String, Pair> bySymbol = new LinkedHashMap<>();
  private final Map<String, Pair> byAlias = new HashMap<>();

  public PairDirectory(Collection<Pair> pairs) {
    // Two markets never share a symbol: the later one goes by its altname.
    for (Pair pair : pairs) {
      Pair unique = bySymbol.containsKey(pair.symbol()) ? pair.withSymbol(pair.altname()) : pair;
      bySymbol.putIfAbsent(unique.symbol(), unique);
    }
    // Names that are surer win over others' less sure ones where they collide.
    for (int rank = 0; rank < Pair.ALIASES; rank++) {
      for (Pair pair : bySymbol.values()) {
        byAlias.putIfAbsent(folded(pair.aliases().get(rank)), pair);
      }
    }
  }

  public boolean isEmpty() {
    return bySymbol.isEmpty();
  }

  public Collection<Pair> all() {
    return bySymbol.values();
  }

  public Optional<Pair> find(String alias) {
    return Optional.ofNullable(byAlias.get(folded(alias)));
  }

  /** The symbols whose names are most like an unknown one, the most alike first. */
  public List<String> nearest(String unknown, int count) {
    String text = folded(unknown);
    Map<Pair, Integer> distances = new HashMap<>();
    byAlias.forEach((alias, pair) -> distances.merge(pair, distance(text, alias), Math::min));
    return distances.entrySet().stream()
        .sorted(
            Map.Entry.<Pair, Integer>comparingByValue()
                .thenComparing(entry -> entry.getKey().symbol(), Comparator.naturalOrder()))
        .limit(count)
        .map(entry -> entry.getKey().symbol())
        .toList();
  }

  private static String folded(String name) {
    return name.strip().toUpperCase(Locale.ROOT);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
