package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.fault.AfterEffect;
import io.github.camelkraken.sandbox.fault.BrokenOff;
import io.github.camelkraken.sandbox.fault.Call;
import io.github.camelkraken.sandbox.fault.CutAfter;
import io.github.camelkraken.sandbox.fault.CutBefore;
import io.github.camelkraken.sandbox.fault.Fault;
import io.github.camelkraken.sandbox.fault.Hanging;
import io.github.camelkraken.sandbox.fault.Html;
import io.github.camelkraken.sandbox.fault.HttpStatus;
import io.github.camelkraken.sandbox.fault.KrakenSays;
import io.github.camelkraken.sandbox.fault.LateEffect;
import io.github.camelkraken.sandbox.fault.Slow;
import io.github.camelkraken.sandbox.fault.Truncated;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Strikes half of the calls that change something, and makes the views of orders lag. */
final class Weather implements Fault {
  /** No view lags more: the pipeline's window has to be longer. */
  static final Duration LONGEST_LAG = Duration.ofSeconds(5);

  private static final Duration HELD = Duration.ofSeconds(20);
  private static final List<Fault> FAULTS =
      List.of(
          new HttpStatus(502),
          new HttpStatus(504),
          new HttpStatus(520),
          new Html(),
          new CutBefore(),
          new Hanging(),
          new AfterEffect(new HttpStatus(502)),
          new AfterEffect(new HttpStatus(504)),
          new AfterEffect(new HttpStatus(520)),
          new AfterEffect(new Html()),
          new AfterEffect(new Hanging()),
          new CutAfter(),
          new BrokenOff(),
          new Truncated(),
          new Slow(Duration.ofMillis(500)),
          new Slow(Duration.ofSeconds(3)),
          LateEffect.cut(Duration.ofSeconds(1)),
          LateEffect.cut(Duration.ofSeconds(4)),
          LateEffect.hanging(Duration.ofSeconds(3)),
          new KrakenSays("EOrder:Rate limit exceeded"),
          new KrakenSays("EService:Busy"));

  private final Random random;
  private final Moments moments;
  private final List<SimulatedAccount> accounts;
  private int calls;
  private int struck;

  Weather(Random random, Moments moments, List<SimulatedAccount> accounts) {
    this.random = random;
    this.moments = moments;
    this.accounts = accounts;
  }

  @Override
  public synchronized void strike(Call call) {
    calls++;
    for (SimulatedAccount account : accounts) {
      account.lag(Duration.ofMillis(random.nextLong(LONGEST_LAG.toMillis() + 1)));
    }
    if (moments.isAwaited(Moment.HELD)) {
      call.envelope();
      call.later(HELD, call::answer);
      moments.happened(Moment.HELD);
    } else if (random.nextBoolean()) {
      struck++;
      FAULTS.get(random.nextInt(FAULTS.size())).strike(call);
    } else {
      call.answer();
    }
  }

  /** How many calls there were. */
  synchronized int calls() {
    return calls;
  }

  /** How many of them a fault struck. */
  synchronized int struck() {
    return struck;
  }
}
