package io.github.camelkraken.config;

/**
 * A text that nobody may see: an API key or its secret, as the configuration has it. Whether it is
 * a fitting one is looked at where it is used, since a refused value would be shown.
 *
 * @param text without blanks around it
 */
public record Hidden(String text) {
  public static Hidden of(String text) {
    return new Hidden(text.strip());
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
