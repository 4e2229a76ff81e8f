package io.github.camelkraken.config;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why the gateway does not start, in one line. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Pattern CONVERSION =
      Pattern.compile(
          "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst"
              + " being converted\\s*(.*)",
          Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile("(\\S+) in (\\S+) does not map to any root.*", Pattern.DOTALL);

  public Refusal(String message) {
    super(message);
  }

  /** One line for a failure of the start, without a stack trace. */
  public static String of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !isTelling(root)) {
      root = root.getCause();
    }
    if (root instanceof QuarkusBindException bound) {
      return line(
          "port %d is in use by another process; quarkus.http.port chooses another"
              .formatted(bound.getPort()));
    }
    if (root instanceof ConfigValidationException invalid) {
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < invalid.getProblemCount(); i++) {
        problems.add(readable(invalid.getProblem(i).getMessage()));
      }
      return line(String.join("; ", problems));
    }
    String message = root.getMessage();
    return line(message == null ? root.getClass().getSimpleName() : message);
  }

  /** A line that a start refused by {@code reason} ends with. */
  public static String line(String reason) {
    return "Start refused: " + reason.replaceAll("\\s+", " ").trim();
  }

  private static boolean isTelling(Throwable failure) {
    return failure instanceof ConfigValidationException || failure instanceof QuarkusBindException;
  }

  private static String readable(String problem) {
    String text = problem.replaceAll("^[\\w.]+Exception: |SRCFG\\d+: ", "");
    Matcher conversion = CONVERSION.matcher(text);
    if (conversion.matches()) {
      return conversion.group(1) + "=" + conversion.group(2) + " " + conversion.group(3);
    }
    Matcher unknown = UNKNOWN.matcher(text);
    return unknown.matches() ? unknown.group(1) + " is not a property of Camel Kraken" : text;
  }
}
