package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The house rules of {@code routes/}, and that what a route names is there. */
class RoutesTest {
  private static final Path ROUTES = Path.of("routes");

  /** What happens, public and private, without what happens when it fails. */
  private static final int LINES_READ_IN_TWO_MINUTES = 500;

  private static final int LINES_OF_A_FILE = 150;
  private static final String FAILURES = "error-handling.camel.yaml";

  static List<Path> files() {
    return list(ROUTES);
  }

  static List<Path> manifests() {
    return list(Path.of("k8s", "base"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsNamedForItsSubjectAndSaysFirstWhatItIsAbout(Path file) throws IOException {
    assertThat(file.getFileName().toString()).matches("[a-z-]+\\.camel\\.yaml");
    assertThat(Files.readString(file)).startsWith("# ");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRouteHasAnIdAndADescription(Path file) {
    for (Map<?, ?> route : routes(file)) {
      assertThat(route.get("id")).as("id in " + file).isNotNull();
      assertThat((String) route.get("description"))
          .as("description of " + route.get("id"))
          .isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void optionsOfAnEndpointStandUnderItAndNotInItsUri(Path file) {
    assertThat(values(file, "uri")).noneMatch(uri -> uri.contains("?"));
  }

  /**
   * Camel drops a tick that comes before the route counts as started, and the next one is a whole
   * period away. Timers that are there before Camel itself has started are safe.
   */
  @ParameterizedTest
  @MethodSource("files")
  void aTimerThatIsStartedLaterLeavesCamelTheTimeToStartItsRoute(Path file) {
    for (Map<?, ?> declared : routes(file)) {
      Map<?, ?> route = declared.get("route") instanceof Map<?, ?> its ? its : declared;
      Map<?, ?> from = (Map<?, ?>) route.get("from");
      if (from.get("uri").toString().startsWith("timer:")
          && Boolean.FALSE.equals(route.get("autoStartup"))) {
        Map<?, ?> parameters = (Map<?, ?>) from.get("parameters");
        assertThat(parameters.get("delay"))
            .as("delay of " + from.get("uri"))
            .isIn(null, 100); // null is a second
      }
    }
  }

  @Test
  void everyBeanThatARouteNamesExists() {
    Set<String> named = new TreeSet<>();
    for (Path source : sources()) {
      Class<?> type = type(source);
      if (type != null && type.isAnnotationPresent(Named.class)) {
        named.add(type.getAnnotation(Named.class).value());
      }
    }
    for (Path file : files()) {
      assertThat(values(file, "ref").stream().filter(ref -> !ref.contains("{{")))
          .as("beans in " + file)
          .allMatch(named::contains);
      assertThat(values(file, "onExceptionOccurredRef")).allMatch(named::contains);
    }
    assertThat(named).contains("ticker", "trades", "ohlc", "book", "spread", "pairs", "status");
  }

  @Test
  void everyExceptionThatIsHandledExists() throws ClassNotFoundException {
    int found = 0;
    for (Path file : files()) {
      for (String name : values(file, "exception")) {
        assertThat(Exception.class).isAssignableFrom(Class.forName(name));
        found++;
      }
    }
    assertThat(found).isGreaterThan(8);
  }

  @Test
  void everyRetryNumberStandsInOneFile() throws IOException {
    for (Path file : files()) {
      if (!file.endsWith(FAILURES)) {
        assertThat(Files.readString(file)).doesNotContain("redeliveryPolicy");
      }
    }
  }

  /**
   * Where one call fails in two ways, one after the other, Camel keeps the steps and the processor
   * of the first failure's clause unless the second's has its own.
   */
  @Test
  void aClauseThatEndsSomethingHasStepsAndAProcessorOfItsOwn() {
    int found = 0;
    for (Map<?, ?> entry : entries(Path.of("routes", FAILURES))) {
      Map<?, ?> configuration = (Map<?, ?>) entry.get("routeConfiguration");
      if (Set.of("requests", "answering", "checking").contains(configuration.get("id"))) {
        for (Object clause : (List<?>) configuration.get("onException")) {
          Map<?, ?> its = (Map<?, ?>) ((Map<?, ?>) clause).get("onException");
          Map<?, ?> policy = (Map<?, ?>) its.get("redeliveryPolicy");
          assertThat(its.get("onExceptionOccurredRef")).as(its.get("id") + "").isNotNull();
          if (!String.valueOf(policy.get("maximumRedeliveries")).equals("-1")) {
            assertThat((List<?>) its.get("steps")).as(its.get("id") + "").isNotEmpty();
            found++;
          }
        }
      }
    }
    assertThat(found).isGreaterThan(8);
  }

  @Test
  void allRoutesAreReadInTwoMinutes() throws IOException {
    int lines = 0;
    for (Path file : files()) {
      if (!file.endsWith(FAILURES)) {
        int own = Files.readAllLines(file).size();
        assertThat(own).as("lines of " + file).isLessThan(LINES_OF_A_FILE);
        lines += own;
      }
    }
    assertThat(lines).isLessThan(LINES_READ_IN_TWO_MINUTES);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestIsAnObjectOfKubernetes(Path file) {
    Map<?, ?> manifest = (Map<?, ?>) load(file);
    assertThat((String) manifest.get("apiVersion")).isNotBlank();
    assertThat((String) manifest.get("kind")).isNotBlank();
  }

  private static List<Map<?, ?>> entries(Path file) {
    List<Map<?, ?>> entries = new ArrayList<>();
    for (Object entry : (List<?>) load(file)) {
      entries.add((Map<?, ?>) entry);
    }
    return entries;
  }

  /** The routes and templates of a file. */
  private static List<Map<?, ?>> routes(Path file) {
    List<Map<?, ?>> routes = new ArrayList<>();
    for (Map<?, ?> entry : entries(file)) {
      for (String kind : List.of("route", "routeTemplate")) {
        if (entry.get(kind) instanceof Map<?, ?> route) {
          routes.add(route);
        }
      }
    }
    return routes;
  }

  /** Every text under this key, wherever it stands in the file. */
  private static List<String> values(Path file, String key) {
    List<String> values = new ArrayList<>();
    collect(load(file), key, values);
    return values;
  }

  private static void collect(Object node, String key, List<String> values) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (name.equals(key) && value instanceof String text) {
              values.add(text);
            } else if (name.equals(key) && value instanceof List<?> texts) {
              texts.stream().filter(String.class::isInstance).forEach(t -> values.add((String) t));
            }
            collect(value, key, values);
          });
    } else if (node instanceof Collection<?> list) {
      list.forEach(element -> collect(element, key, values));
    }
  }

  private static Object load(Path file) {
    try {
      return new Yaml().load(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Class<?> type(Path source) {
    String name =
        Path.of("src", "main", "java")
            .relativize(source)
            .toString()
            .replace(java.io.File.separatorChar, '.')
            .replaceAll("\\.java$", "");
    try {
      return Class.forName(name, false, RoutesTest.class.getClassLoader());
    } catch (ClassNotFoundException notAClass) {
      return null;
    }
  }
}
