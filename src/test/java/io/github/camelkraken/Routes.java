package io.github.camelkraken;

import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code routes/}, and the beans that they may name. */
final class Routes {
  static final Path FOLDER = Path.of("routes");
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Pattern CALL = Pattern.compile("\\$\\{bean:([^?]+)\\?method=(\\w+)}");
  private static final Pattern READ =
      Pattern.compile("\\$\\{(?:variable\\.)?(?!variable\\.)(\\w+)((?:\\.\\w+)+)}");
  private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z][a-z0-9]*\\.){2,}[A-Z]\\w*");
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{(\\w+)}}");

  /** A method of a bean, called as a step or in an expression. */
  record Call(String bean, String method) {}

  /** Properties, each of the one before, that an expression reads of what a variable holds. */
  record Read(String variable, List<String> properties) {}

  private Routes() {}

  static List<Path> files() {
    return list(FOLDER);
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Object load(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Every text under this key, wherever it stands in the file. */
  static List<String> values(Path file, String key) {
    List<String> values = new ArrayList<>();
    walk(
        load(file),
        (name, value) -> {
          if (name.equals(key) && value instanceof String text) {
            values.add(text);
          } else if (name.equals(key) && value instanceof List<?> texts) {
            texts.stream().filter(String.class::isInstance).forEach(t -> values.add((String) t));
          }
        });
    return values;
  }

  /** The calls of beans; one that a template makes stands for each name that the file gives it. */
  static List<Call> calls(Path file) {
    List<Call> calls = new ArrayList<>();
    walk(
        load(file),
        (key, value) -> {
          if (key.equals("bean") && value instanceof Map<?, ?> bean) {
            calls.add(new Call((String) bean.get("ref"), (String) bean.get("method")));
          }
        });
    for (MatchResult call : matches(CALL, file)) {
      calls.add(new Call(call.group(1), call.group(2)));
    }
    return calls.stream().flatMap(call -> filledIn(file, call)).toList();
  }

  private static Stream<Call> filledIn(Path file, Call call) {
    Matcher parameter = PARAMETER.matcher(call.bean());
    if (!parameter.matches()) {
      return Stream.of(call);
    }
    Set<Call> filled = new LinkedHashSet<>();
    walk(
        load(file),
        (key, value) -> {
          if (key.equals("templatedRoute")) {
            for (Object each : (List<?>) ((Map<?, ?>) value).get("parameters")) {
              Map<?, ?> its = (Map<?, ?>) each;
              if (its.get("name").equals(parameter.group(1))) {
                filled.add(new Call((String) its.get("value"), call.method()));
              }
            }
          }
        });
    return filled.isEmpty() ? Stream.of(call) : filled.stream();
  }

  /** What expressions read, without headers and an exception's message, which is no reflection. */
  static List<Read> reads(Path file) {
    return matches(READ, file).stream()
        .filter(read -> !read.group().equals("${exception.message}"))
        .filter(read -> !read.group(1).equals("header"))
        .map(read -> new Read(read.group(1), List.of(read.group(2).substring(1).split("\\."))))
        .toList();
  }

  /** The classes that a file names. */
  static List<String> classNames(Path file) {
    return matches(CLASS, file).stream().map(MatchResult::group).toList();
  }

  private static List<MatchResult> matches(Pattern pattern, Path file) {
    try {
      return pattern.matcher(Files.readString(file)).results().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Shows every key with its value, wherever it stands. */
  static void walk(Object node, BiConsumer<Object, Object> each) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            each.accept(name, value);
            walk(value, each);
          });
    } else if (node instanceof Collection<?> list) {
      list.forEach(element -> walk(element, each));
    }
  }

  /** The beans that have a name. */
  static Map<String, Class<?>> beans() {
    Map<String, Class<?>> beans = new TreeMap<>();
    for (Class<?> type : classes()) {
      if (type.isAnnotationPresent(Named.class)) {
        beans.put(type.getAnnotation(Named.class).value(), type);
      }
    }
    return beans;
  }

  /** All classes of the application. */
  static List<Class<?>> classes() {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .<Class<?>>map(file -> type(file.replaceAll("[/\\\\]", ".").replaceAll("\\.class$", "")))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, Routes.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
