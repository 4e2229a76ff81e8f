package io.github.camelkraken.accounts;

import io.quarkus.logging.LoggingFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps every log record that shows a key, a secret or a signature out of the log, whichever
 * library wrote it and at whatever level.
 */
@LoggingFilter(name = "secrets")
public final class SecretFilter implements Filter {
  private static final String SIGNATURE = "API-Sign";
  private static volatile List<String> secrets = List.of();

  /** Adds a text that no log record may show. */
  static synchronized void hide(String text) {
    if (!text.isEmpty()) {
      List<String> all = new ArrayList<>(secrets);
      all.add(text);
      secrets = List.copyOf(all);
    }
  }

  @Override
  public boolean isLoggable(LogRecord entry) {
    String message =
        entry instanceof ExtLogRecord extended
            ? extended.getFormattedMessage()
            : entry.getMessage();
    return isClean(message) && isClean(entry.getThrown());
  }

  private static boolean isClean(Throwable thrown) {
    return thrown == null || isClean(thrown.getMessage()) && isClean(thrown.getCause());
  }

  private static boolean isClean(String text) {
    return text == null || !text.contains(SIGNATURE) && secrets.stream().noneMatch(text::contains);
  }
}
