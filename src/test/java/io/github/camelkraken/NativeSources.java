package io.github.camelkraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What the last build would give, or has given, to a native compiler. */
final class NativeSources implements AutoCloseable {
  private static final Path TARGET = Path.of("target");
  private static final String METADATA = "META-INF/native-image/";

  /** Of what the build has written itself; the other settings are in the folder of each library. */
  static final String GENERATED = METADATA;

  static final String OURS = METADATA + "io.github.camelkraken/camel-kraken/";

  private final Path path;
  private final JarFile jar;
  private final Map<String, JsonNode> reflective = new HashMap<>();

  private NativeSources(Path path) throws IOException {
    this.path = path;
    this.jar = new JarFile(path.toFile());
    for (JsonNode entry : json(GENERATED + "reflect-config.json")) {
      reflective.put(entry.get("name").asText(), entry);
    }
  }

  static NativeSources open() throws IOException {
    try (Stream<Path> files = Files.walk(TARGET, 2)) {
      return new NativeSources(
          files
              .filter(file -> file.toString().matches(".*native-(image-source-jar|sources).*jar"))
              .max(Comparator.comparing(file -> file.toFile().lastModified()))
              .orElseThrow(() -> new IllegalStateException("mvn verify makes native-sources")));
    }
  }

  /** What is kept of a class for reflection; a missing node if nothing is. */
  JsonNode reflective(String type) {
    return reflective.getOrDefault(type, new ObjectMapper().missingNode());
  }

  boolean has(String entry) {
    return jar.getEntry(entry) != null;
  }

  String text(String entry) {
    ZipEntry found = jar.getEntry(entry);
    try (InputStream content = jar.getInputStream(found)) {
      return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  JsonNode json(String entry) {
    try {
      return new ObjectMapper().readTree(text(entry));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether a folder's settings put a resource into the executable. */
  boolean isIncluded(String folder, String resource) {
    for (JsonNode entry :
        json(folder + "resource-config.json").path("resources").path("includes")) {
      if (Pattern.matches(entry.get("pattern").asText(), resource)) {
        return true;
      }
    }
    return false;
  }

  /** The files that the libraries with this name have in a folder. */
  List<String> library(String name, String folder) throws IOException {
    try (Stream<Path> files = Files.list(path.resolveSibling("lib"))) {
      Path found =
          files
              .filter(file -> file.getFileName().toString().startsWith(name))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no " + name + " in " + path));
      try (JarFile library = new JarFile(found.toFile())) {
        return library.stream()
            .map(ZipEntry::getName)
            .filter(entry -> entry.startsWith(folder) && !entry.endsWith("/"))
            .toList();
      }
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
