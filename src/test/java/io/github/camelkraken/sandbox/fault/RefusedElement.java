package io.github.camelkraken.sandbox.fault;

/** One order of a batch is refused when it comes to the engine; the others are taken. */
public record RefusedElement(int index, String error) implements Fault {
  @Override
  public void strike(Call call) {
    call.refuse(index, error);
    call.answer();
  }
}
