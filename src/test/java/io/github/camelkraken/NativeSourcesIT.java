package io.github.camelkraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.lookups.Look;
import io.github.camelkraken.requests.DeadLetter;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.PublicCall;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether a native executable would find what Camel and Kafka look up by name, told without
 * compiling one.
 */
class NativeSourcesIT {
  /** What is in the variables that expressions read properties of. */
  private static final Map<String, List<Class<?>>> VARIABLES =
      Map.of(
          "call", List.of(PublicCall.class, PrivateCall.class),
          "look", List.of(Look.class),
          "published", List.of(Result.class, DeadLetter.class));

  /** What Kafka makes by the name of its class, as our code or a user's settings tell it to. */
  private static final Set<Class<?>> MADE_BY_KAFKA =
      Set.of(
          ByteArraySerializer.class,
          ByteArrayDeserializer.class,
          StringSerializer.class,
          StringDeserializer.class,
          CooperativeStickyAssignor.class,
          PlainLoginModule.class,
          ScramLoginModule.class);

  private static NativeSources sources;

  static List<Path> files() {
    return Routes.files();
  }

  @BeforeAll
  static void open() throws IOException {
    sources = NativeSources.open();
  }

  @AfterAll
  static void close() throws IOException {
    sources.close();
  }

  @Test
  void everyBeanMethodThatARouteCallsIsRegistered() {
    Map<String, Class<?>> beans = Routes.beans();
    int found = 0;
    for (Path file : Routes.files()) {
      for (Routes.Call call : Routes.calls(file)) {
        assertThat(beans).as(call + " in " + file).containsKey(call.bean());
        assertThat(methods(beans.get(call.bean()), Set.of(call.method())))
            .as(call + " in " + file)
            .isNotEmpty();
        found++;
      }
    }
    assertThat(found).isGreaterThan(60);
  }

  @Test
  void everyPropertyThatAnExpressionReadsIsRegistered() {
    int found = 0;
    for (Path file : Routes.files()) {
      for (Routes.Read read : Routes.reads(file)) {
        assertThat(VARIABLES).as(read + " in " + file + " reads ours").containsKey(read.variable());
        assertThat(VARIABLES.get(read.variable()))
            .as(read + " in " + file)
            .anyMatch(type -> isReadable(type, read.properties()));
        found++;
      }
    }
    assertThat(found).isGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyClassThatARouteNamesIsRegistered(Path file) {
    assertThat(Routes.classNames(file))
        .allMatch(name -> sources.reflective(name).has("allDeclaredConstructors"));
  }

  @Test
  void everyClassThatKafkaMakesByNameIsRegistered() {
    Set<String> made =
        new TreeSet<>(
            Routes.classNames(Path.of("src", "main", "resources", "application.properties")));
    MADE_BY_KAFKA.forEach(type -> made.add(type.getName()));
    assertThat(made)
        .allMatch(name -> sources.reflective(name).path("allDeclaredConstructors").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRouteIsIncluded(Path file) {
    String resource = "routes/" + file.getFileName();
    assertThat(sources.has(resource)).isTrue();
    assertThat(sources.isIncluded(NativeSources.GENERATED, resource)).isTrue();
  }

  @Test
  void aCodecThatIsWrittenInCFindsWhatItLooksUpByName() throws Exception {
    assertThat(sources.text(NativeSources.OURS + "native-image.properties"))
        .contains("--initialize-at-run-time=com.github.luben.zstd,org.xerial.snappy");
    int found = 0;
    for (JsonNode entry : sources.json(NativeSources.OURS + "jni-config.json")) {
      Class<?> type = Class.forName(entry.get("name").asText(), false, getClass().getClassLoader());
      for (JsonNode field : entry.path("fields")) {
        assertThat(type.getDeclaredField(field.get("name").asText()).getType())
            .isSameAs(long.class);
        found++;
      }
      for (JsonNode method : entry.path("methods")) {
        assertThat(type.getDeclaredMethod(method.get("name").asText(), int.class)).isNotNull();
        found++;
      }
    }
    assertThat(found).isEqualTo(5);
    for (String processor : List.of("amd64", "aarch64")) {
      assertThat(sources.library("com.github.luben.zstd", "linux/" + processor + "/"))
          .isNotEmpty()
          .allMatch(library -> sources.isIncluded(NativeSources.OURS, library));
    }
  }

  private static boolean isReadable(Class<?> type, List<String> properties) {
    if (properties.isEmpty()) {
      return true;
    }
    String name = properties.get(0);
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    List<String> others = properties.subList(1, properties.size());
    return methods(type, Set.of(name, "get" + capital, "is" + capital)).stream()
        .filter(method -> method.getParameterCount() == 0)
        .anyMatch(method -> isReadable(method.getReturnType(), others));
  }

  /**
   * The public methods with one of these names, of a class and of what it inherits from. Camel may
   * choose any of them, so each must be registered.
   */
  private static List<Method> methods(Class<?> type, Set<String> names) {
    List<Method> found = new ArrayList<>();
    for (Class<?> each : hierarchy(type)) {
      Arrays.stream(each.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()))
          .filter(method -> names.contains(method.getName()))
          .forEach(found::add);
    }
    assertThat(found)
        .as("registered methods %s of %s", names, type)
        .allMatch(
            method ->
                sources
                    .reflective(method.getDeclaringClass().getName())
                    .path("allDeclaredMethods")
                    .asBoolean());
    return found;
  }

  private static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      all.add(each);
      for (Class<?> its : each.getInterfaces()) {
        all.addAll(hierarchy(its));
      }
    }
    return all;
  }
}
