package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house rules of {@code routes/}, and that what a route names is there. */
class RoutesTest {
  /** What happens, public and private, without what happens when it fails. */
  private static final int LINES_READ_IN_TWO_MINUTES = 500;

  private static final int LINES_OF_A_FILE = 150;
  private static final String FAILURES = "error-handling.camel.yaml";

  static List<Path> files() {
    return Routes.files();
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
    assertThat(Routes.values(file, "uri")).noneMatch(uri -> uri.contains("?"));
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
    Set<String> named = Routes.beans().keySet();
    for (Path file : files()) {
      assertThat(Routes.values(file, "ref").stream().filter(ref -> !ref.contains("{{")))
          .as("beans in " + file)
          .allMatch(named::contains);
      assertThat(Routes.values(file, "onExceptionOccurredRef")).allMatch(named::contains);
    }
    assertThat(named).contains("ticker", "trades", "ohlc", "book", "spread", "pairs", "status");
  }

  @Test
  void everyExceptionThatIsHandledExists() throws ClassNotFoundException {
    int found = 0;
    for (Path file : files()) {
      for (String name : Routes.values(file, "exception")) {
        assertThat(Exception.class).isAssignableFrom(Class.forName(name));
        found++;
      }
    }
    assertThat(found).isGreaterThan(8);
  }

  /**
   * Who takes from the queue puts into it, too: had it a size, all of them could wait for each
   * other's room, and with them the timers and consumers that put into it.
   */
  @Test
  void noQueueInsideHasASizeThatWhoPutsIntoItCouldWaitFor() throws IOException {
    Path properties = Path.of("src", "main", "resources", "application.properties");
    assertThat(Files.readAllLines(properties))
        .contains("camel.component.seda.queue-size=" + Integer.MAX_VALUE);
    for (Path file : files()) {
      assertThat(Files.readString(file)).doesNotContain("blockWhenFull");
    }
  }

  @Test
  void everyRetryNumberStandsInOneFile() throws IOException {
    for (Path file : files()) {
      if (!file.endsWith(FAILURES)) {
        assertThat(Files.readString(file)).doesNotContain("redeliveryPolicy");
      }
    }
  }

  /** Where one call fails in two ways, Camel goes on by the policy of the first failure. */
  @Test
  void aClauseBesideOneThatRedeliversHasAPolicyOrSteps() {
    int found = 0;
    for (Map<?, ?> entry : entries(Routes.FOLDER.resolve(FAILURES))) {
      Map<?, ?> configuration = (Map<?, ?>) entry.get("routeConfiguration");
      List<Map<?, ?>> clauses = new ArrayList<>();
      for (Object clause : (List<?>) configuration.get("onException")) {
        clauses.add((Map<?, ?>) ((Map<?, ?>) clause).get("onException"));
      }
      if (clauses.stream().anyMatch(clause -> clause.containsKey("redeliveryPolicy"))) {
        assertThat(clauses)
            .as(configuration.get("id") + "")
            .allMatch(its -> its.containsKey("redeliveryPolicy") || its.containsKey("steps"));
        found++;
      }
    }
    assertThat(found).isGreaterThan(3);
  }

  /**
   * Where one call fails in two ways, one after the other, Camel keeps the steps and the processor
   * of the first failure's clause unless the second's has its own.
   */
  @Test
  void aClauseThatEndsSomethingHasStepsAndAProcessorOfItsOwn() {
    int found = 0;
    for (Map<?, ?> entry : entries(Routes.FOLDER.resolve(FAILURES))) {
      Map<?, ?> configuration = (Map<?, ?>) entry.get("routeConfiguration");
      if (Set.of("requests", "answering", "checking").contains(configuration.get("id"))) {
        for (Object clause : (List<?>) configuration.get("onException")) {
          Map<?, ?> its = (Map<?, ?>) ((Map<?, ?>) clause).get("onException");
          Map<?, ?> policy = (Map<?, ?>) its.get("redeliveryPolicy");
          assertThat(its.get("onExceptionOccurredRef")).as(its.get("id") + "").isNotNull();
          if (policy == null || !String.valueOf(policy.get("maximumRedeliveries")).equals("-1")) {
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

  private static List<Map<?, ?>> entries(Path file) {
    List<Map<?, ?>> entries = new ArrayList<>();
    for (Object entry : (List<?>) Routes.load(file)) {
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
}
