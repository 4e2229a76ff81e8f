package io.github.camelkraken.k8s;

import io.fabric8.kubernetes.api.model.Secret;
import io.github.camelkraken.config.KrakenConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The variables of a container as the application reads them, and the properties beside them. */
record Settings(Map<String, String> environment, Map<String, String> properties) {
  private static final Path README = Path.of("README.md");
  private static final Path APPLICATION =
      Path.of("src", "main", "resources", "application.properties");
  private static final String FOLDER_OF_PROPERTIES = "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS";
  private static final int ENVIRONMENT = 300;
  private static final int FILES = 100;

  Settings(Map<String, String> environment) {
    this(environment, Map.of());
  }

  /** With the entries of a secret, each of them a property. */
  Settings with(Secret secret) {
    Map<String, String> all = new HashMap<>(properties);
    secret.getData().forEach((name, value) -> all.put(name, decoded(value.replaceAll("\\s", ""))));
    return new Settings(environment, all);
  }

  /**
   * What the application makes of them.
   *
   * @throws RuntimeException if it would not start with them
   */
  KrakenConfig kraken() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredCustomizers()
        .withMapping(KrakenConfig.class)
        .withSources(new EnvConfigSource(environment, ENVIRONMENT))
        .withSources(new PropertiesConfigSource(properties, "files", FILES))
        .build()
        .getConfigMapping(KrakenConfig.class);
  }

  /**
   * The variables that stand for no property of the application, of Kafka's clients or Quarkus'.
   */
  List<String> unknown() {
    Set<String> known =
        Stream.of(ofKraken(), ofKafka(), ofApplication(), Stream.of(FOLDER_OF_PROPERTIES))
            .flatMap(names -> names)
            .collect(Collectors.toSet());
    return environment.keySet().stream().filter(name -> !known.contains(name)).sorted().toList();
  }

  /** What comes with the application. */
  static Properties application() throws IOException {
    Properties application = new Properties();
    try (InputStream in = Files.newInputStream(APPLICATION)) {
      application.load(in);
    }
    return application;
  }

  /** The README names all of them; another test compares it with the code. */
  private static Stream<String> ofKraken() {
    try {
      return Files.readAllLines(README).stream()
          .filter(line -> line.startsWith("| `kraken."))
          .map(line -> line.split("\\|")[2].strip().replace("`", ""));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<String> ofKafka() {
    return Stream.of(
            ProducerConfig.configNames(),
            ConsumerConfig.configNames(),
            AdminClientConfig.configNames())
        .flatMap(Set::stream)
        .map(name -> variable("kafka." + name));
  }

  private static Stream<String> ofApplication() {
    try {
      return application().stringPropertyNames().stream().map(Settings::variable);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String variable(String property) {
    return property.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
