package io.github.camelkraken;

import io.github.camelkraken.config.Refusal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.apache.camel.quarkus.main.CamelMainApplication;

/**
 * Starts the gateway; a start that its configuration forbids ends with one line, not a stack trace.
 */
@QuarkusMain
public class Gateway {
  public static void main(String... args) {
    Quarkus.run(CamelMainApplication.class, Gateway::exit, args);
  }

  private static void exit(int code, Throwable failure) {
    if (failure != null) {
      System.err.println(Refusal.of(failure));
    }
    System.exit(code);
  }
}
