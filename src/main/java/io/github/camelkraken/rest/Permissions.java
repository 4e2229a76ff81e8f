package io.github.camelkraken.rest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key must be allowed, in the ids of {@code GetApiKeyInfo} (auth.md 8).
 *
 * @param all of these are needed, and of each at least one of its alternatives
 */
public record Permissions(List<Set<String>> all) {
  /** From texts such as {@code "modify-trades|close-trades"}. */
  static Permissions of(String... needed) {
    return new Permissions(
        List.of(needed).stream().map(alternatives -> Set.of(alternatives.split("\\|"))).toList());
  }

  /** Whether a key with these permissions may make the call. */
  public boolean areIn(Set<String> granted) {
    return all.stream().allMatch(alternatives -> alternatives.stream().anyMatch(granted::contains));
  }

  @Override
  public String toString() {
    return all.isEmpty()
        ? "any key"
        : all.stream()
            .map(alternatives -> alternatives.stream().sorted().collect(Collectors.joining(" or ")))
            .collect(Collectors.joining(" and "));
  }
}
