package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Rig;
import io.restassured.RestAssured;

/** One process of the pipeline, from its start to its end; its calls tell which one it is. */
final class Replica {
  private final String name;
  private final Pipeline pipeline;
  private volatile boolean woken;

  private Replica(String name, Pipeline pipeline) {
    this.name = name;
    this.pipeline = pipeline;
  }

  static Replica start(Rig rig, String name) {
    Pipeline pipeline = rig.another().set("camel.component.http.user-agent", name);
    pipeline.start();
    return new Replica(name, pipeline);
  }

  String name() {
    return name;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  boolean made(ReceivedPrivateCall call) {
    return call.caller().equals(name);
  }

  boolean isAlive() {
    return pipeline.isAlive();
  }

  void kill() {
    pipeline.kill();
  }

  void pause() {
    pipeline.pause();
  }

  void wake() {
    woken = true;
    pipeline.resume();
  }

  /** Whether it was paused and woken up. */
  boolean isWoken() {
    return woken;
  }

  /** Whether it knows that another process acts for the accounts. */
  boolean isStandingBy() {
    return RestAssured.get(pipeline.url() + "/q/health/ready")
        .asString()
        .contains("standing by until it is this process that acts");
  }

  /** How many requests for orders it has read and not finished. */
  int inFlight() {
    return metric("camel_exchanges_inflight{", "routeId=\"orders\"");
  }

  /** How many failures of a class it has met. */
  int failures(String failureClass) {
    return metric("kraken_failures_total{", "class=\"" + failureClass + "\"");
  }

  private int metric(String name, String label) {
    return RestAssured.get(pipeline.url() + "/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToInt(count -> (int) Double.parseDouble(count))
        .sum();
  }

  @Override
  public String toString() {
    return name;
  }
}
