package io.github.camelkraken;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that may be on this machine; what needs it is skipped where it is not. */
public record Program(String name) {
  /** Skips the test where it is not installed. */
  public Program orSkip(String what) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    Assumptions.assumeTrue(installed, name + " is not installed, so nothing " + what);
    return this;
  }

  /**
   * What it says when it is run.
   *
   * @throws IllegalStateException if it ends with a failure
   */
  public String run(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(name), Stream.of(arguments)).toList())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s %s ended with %d: %s".formatted(name, String.join(" ", arguments), code, said));
      }
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
