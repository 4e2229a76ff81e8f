package io.github.camelkraken.sandbox.fault;

import java.time.Duration;

/**
 * Kraken has taken the call, and its effect comes late and is told to nobody. Meanwhile something
 * else goes wrong with the connection.
 */
public record LateEffect(Duration delay, Fault meanwhile) implements Fault {
  /** The connection is cut at once. */
  public static LateEffect cut(Duration delay) {
    return new LateEffect(delay, new CutBefore());
  }

  /** The connection stays open without an answer. */
  public static LateEffect hanging(Duration delay) {
    return new LateEffect(delay, new Hanging());
  }

  @Override
  public void strike(Call call) {
    call.admit();
    call.later(delay, call::envelope);
    meanwhile.strike(call);
  }
}
