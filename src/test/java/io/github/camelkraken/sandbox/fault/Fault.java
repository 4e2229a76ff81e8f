package io.github.camelkraken.sandbox.fault;

/** Something that goes wrong with a call. */
@FunctionalInterface
public interface Fault {
  void strike(Call call);
}
