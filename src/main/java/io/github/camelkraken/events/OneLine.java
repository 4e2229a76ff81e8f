package io.github.camelkraken.events;

/** A stranger's text as a part of one line of the log: nobody can write lines of his own there. */
public final class OneLine {
  private static final int LONGEST = 300;

  private OneLine() {}

  /** The text without line ends and other control characters, and not for ever long. */
  public static String of(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
