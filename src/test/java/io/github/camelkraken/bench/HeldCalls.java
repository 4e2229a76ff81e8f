package io.github.camelkraken.bench;

import io.github.camelkraken.sandbox.fault.Call;
import io.github.camelkraken.sandbox.fault.Fault;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Calls that wait for their answer until it is their turn. Whose call is held has finished with the
 * answer before and does nothing, so only one side works at a time though the processes of all
 * stay.
 */
final class HeldCalls implements Fault {
  private static final Duration SOON = Duration.ofMillis(1);

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  @Override
  public void strike(Call call) {
    calls.add(call);
  }

  /** Waits for the next call, which stays without an answer. */
  Call next() throws InterruptedException {
    Call call = calls.poll(Contestant.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (call == null) {
      throw new IllegalStateException("no call came");
    }
    return call;
  }

  /** Answers it on the exchange's own thread. */
  static void answer(Call call) {
    call.later(SOON, call::answer);
  }
}
