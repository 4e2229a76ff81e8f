package io.github.camelkraken.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of a process that is in use, in MiB, as the kernel counts it. */
final class ResidentMemory {
  private ResidentMemory() {}

  static long now(long pid) throws IOException {
    return mebibytes(pid, "VmRSS:");
  }

  /** The most since the process started, which is what a limit has to allow. */
  static long most(long pid) throws IOException {
    return mebibytes(pid, "VmHWM:");
  }

  private static long mebibytes(long pid, String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElseThrow()
          / 1024;
    }
  }
}
