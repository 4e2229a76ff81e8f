package io.github.camelkraken.config;

import java.util.regex.Pattern;

/** The first part of every topic name. */
public record TopicPrefix(String value) {
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  public static TopicPrefix of(String text) {
    if (!LEGAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expects letters, digits, dots, dashes and underscores, at most 100");
    }
    return new TopicPrefix(text);
  }

  public String topic(String rest) {
    return value + "." + rest;
  }
}
