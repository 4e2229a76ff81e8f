package io.github.camelkraken.sandbox.fault;

/** The connection is cut before the call takes effect. */
public record CutBefore() implements Fault {
  @Override
  public void strike(Call call) {
    call.cut();
  }
}
