package io.github.camelkraken.sandbox.fault;

/** The connection is cut after the call took effect. */
public record CutAfter() implements Fault {
  @Override
  public void strike(Call call) {
    call.envelope();
    call.cut();
  }
}
