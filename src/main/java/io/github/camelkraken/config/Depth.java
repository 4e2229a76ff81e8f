package io.github.camelkraken.config;

/** Levels a side of the book; Kraken gives at most 500 (rest.md 2.7). */
public record Depth(int levels) {
  public static Depth of(String text) {
    return new Depth(Expected.whole(text, 1, 500, "a number of levels a side"));
  }
}
