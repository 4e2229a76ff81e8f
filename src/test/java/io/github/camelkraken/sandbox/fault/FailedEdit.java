package io.github.camelkraken.sandbox.fault;

/** {@code EditOrder} answers with {@code status: err} and without an error of the envelope. */
public record FailedEdit(String message) implements Fault {
  @Override
  public void strike(Call call) {
    call.refuse(0, message);
    call.answer();
  }
}
