package io.github.camelkraken.sandbox.fault;

/** The call takes effect, and then something else goes wrong with its answer. */
public record AfterEffect(Fault then) implements Fault {
  @Override
  public void strike(Call call) {
    call.envelope();
    then.strike(call);
  }
}
