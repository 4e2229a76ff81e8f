package io.github.camelkraken.sandbox.fault;

/** The call is never answered and takes no effect; its connection stays open. */
public record Hanging() implements Fault {
  @Override
  public void strike(Call call) {
    // silence is the fault
  }
}
