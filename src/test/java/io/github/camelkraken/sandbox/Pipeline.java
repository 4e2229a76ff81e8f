package io.github.camelkraken.sandbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The packaged application as its own process: the executable of a native build, else the jar. */
public final class Pipeline implements AutoCloseable {
  private static final Path TARGET = Path.of("target");
  private static final Path JAR = TARGET.resolve(Path.of("quarkus-app", "quarkus-run.jar"));
  private static final long ORDERLY_SECONDS = 25;

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final int port;
  private List<String> memory = List.of("-Xmx256m");
  private List<String> compiler = List.of();
  private Consumer<String> listener = line -> {};
  private Process process;
  private Thread reader;
  private volatile boolean paused;

  public Pipeline(int port) {
    this.port = port;
    set("quarkus.http.port", String.valueOf(port));
    set("quarkus.http.host", "127.0.0.1");
  }

  /** A pipeline on a free port, for these two. */
  public static Pipeline of(String bootstrapServers, String krakenUrl) {
    return new Pipeline(Ports.free())
        .set("kafka.bootstrap.servers", bootstrapServers)
        .set("kraken.url", krakenUrl);
  }

  /** Another pipeline with the same properties, on a port of its own. */
  public Pipeline twin() {
    Pipeline twin = new Pipeline(Ports.free());
    properties.forEach(twin.properties::putIfAbsent);
    twin.memory = memory;
    twin.compiler = compiler;
    twin.environment.putAll(environment);
    return twin;
  }

  /** Sets a property for the next start. */
  public Pipeline set(String property, String value) {
    properties.put(property, value);
    return this;
  }

  /** Sets an environment variable for the next start. */
  public Pipeline environment(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Options of the JVM for the memory of the next start, instead of a heap of at most 256 MiB. */
  public Pipeline memory(String... options) {
    memory = List.of(options);
    return this;
  }

  /** Has the JVM compile less well and so start in half the time, where no speed is measured. */
  public Pipeline startingFast() {
    compiler = List.of("-XX:TieredStopAtLevel=1");
    return this;
  }

  /** Shows each line that the process writes to somebody, as it comes. */
  public Pipeline listener(Consumer<String> newListener) {
    listener = newListener;
    return this;
  }

  public Pipeline start() {
    List<String> options = new ArrayList<>();
    options.addAll(memory);
    properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
    ProcessBuilder builder =
        new ProcessBuilder(command(options)).redirectErrorStream(true).directory(new File("."));
    builder.environment().keySet().removeIf(name -> name.startsWith("KRAKEN_"));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Process started = process;
    reader = new Thread(() -> read(started), "pipeline-output");
    reader.setDaemon(true);
    reader.start();
    return this;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Everything that the process wrote so far, over all starts. */
  public List<String> output() {
    return List.copyOf(output);
  }

  /** Waits for the process to end by itself. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the pipeline did not end; it wrote " + output);
    }
    waitForEnd();
    return process.exitValue();
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    paused = false;
    waitForEnd();
  }

  /** As {@code kill -STOP} does: nothing in it goes on, and nobody is told. */
  public void pause() {
    signal("STOP");
    paused = true;
  }

  /** Wakes it up, as {@code kill -CONT} does. */
  public void resume() {
    signal("CONT");
    paused = false;
  }

  /** As Kubernetes does: asks, waits, then kills. */
  public void stop() {
    if (!isAlive()) {
      return;
    }
    if (paused) {
      resume();
    }
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
      waitForEnd();
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private List<String> command(List<String> options) {
    List<String> command = new ArrayList<>(options);
    Optional<Path> executable = executable();
    if (executable.isPresent()) {
      command.add(0, executable.get().toString());
    } else if (JAR.toFile().exists()) {
      command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(compiler);
      command.addAll(List.of("-jar", JAR.toString()));
    } else {
      throw new IllegalStateException(JAR + " is missing: mvn package makes it");
    }
    return command;
  }

  /** What the last build made, if that was native; Quarkus notes it for tests. */
  private static Optional<Path> executable() {
    Properties artifact = new Properties();
    try (InputStream note = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
      artifact.load(note);
    } catch (IOException failure) {
      throw new UncheckedIOException("mvn package makes what is to be started", failure);
    }
    return Optional.of(artifact)
        .filter(made -> "native".equals(made.getProperty("type")))
        .map(made -> TARGET.resolve(made.getProperty("path")));
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("the pipeline has ended; it wrote " + output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of the process and of what it wrote. */
  private void waitForEnd() {
    try {
      process.waitFor();
      reader.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Process source) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(source.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        listener.accept(line);
      }
    } catch (IOException ended) {
      output.add("(output ended: " + ended.getMessage() + ")");
    }
  }
}
