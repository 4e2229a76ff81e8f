package io.github.camelkraken.config;

/** Calls made for one message at most, the first included. */
public record Attempts(int calls) {
  public static Attempts of(String text) {
    return new Attempts(Expected.whole(text, 1, 1000, "a number of calls"));
  }

  public int redeliveries() {
    return calls - 1;
  }
}
