package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.Pipeline;
import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Rig;

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

  @Override
  public String toString() {
    return name;
  }
}
