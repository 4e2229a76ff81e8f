package io.github.camelkraken.images;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of a file in {@code src/main/docker}. */
record Dockerfile(Path file, List<Instruction> instructions) {
  static final Path FOLDER = Path.of("src", "main", "docker");

  private static final Pattern CONTINUED = Pattern.compile("\\\\\\R\\s*");
  private static final Pattern PAIR = Pattern.compile("([\\w.]+)=\"([^\"]*)\"");

  record Instruction(String name, String arguments) {}

  static Dockerfile read(String name) {
    Path file = FOLDER.resolve(name);
    try {
      List<Instruction> instructions =
          CONTINUED
              .matcher(Files.readString(file))
              .replaceAll("")
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(" ", 2))
              .map(words -> new Instruction(words[0], words[1]))
              .toList();
      return new Dockerfile(file, instructions);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<Dockerfile> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("Dockerfile."))
          .sorted()
          .map(Dockerfile::read)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The arguments of every instruction of this name. */
  List<String> all(String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  /** The arguments of the one instruction of this name. */
  String the(String name) {
    List<String> found = all(name);
    if (found.size() != 1) {
      throw new IllegalStateException(file + " has " + found.size() + " times " + name);
    }
    return found.get(0);
  }

  /** What an instruction such as {@code ENV} or {@code LABEL} sets. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String arguments : all(name)) {
      for (MatchResult pair : PAIR.matcher(arguments).results().toList()) {
        pairs.put(pair.group(1), pair.group(2));
      }
    }
    return pairs;
  }

  /** The entry point; it has to be in the form that needs no shell. */
  List<String> entryPoint() {
    try {
      return new ObjectMapper().readValue(the("ENTRYPOINT"), new TypeReference<>() {});
    } catch (IOException shellForm) {
      throw new UncheckedIOException(shellForm);
    }
  }

  /** Every path, or pattern of paths, that is copied. */
  List<String> copied() {
    List<String> sources = new ArrayList<>();
    for (String arguments : all("COPY")) {
      List<String> words =
          Stream.of(arguments.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
      sources.addAll(words.subList(0, words.size() - 1));
    }
    return sources;
  }

  /** What there is of a path, or pattern of paths, that is copied. */
  static List<Path> matching(String copied) {
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + copied.replaceAll("/$", ""));
    try (Stream<Path> paths = Files.walk(Path.of("target"))) {
      return paths.filter(matcher::matches).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
