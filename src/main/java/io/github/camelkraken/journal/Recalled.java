package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Result;
import io.github.camelkraken.rest.PrivateCall;
import java.util.Optional;

/** What the journal says about a request before its call is made. */
sealed interface Recalled {
  /** It has an outcome already. */
  record Outcome(Result result) implements Recalled {}

  /**
   * Its outcome comes later, without anything being done here.
   *
   * @param leftBehind its attempt that somebody has to look up; empty if it waits for another
   */
  record Later(Optional<Entry.Sent> leftBehind) implements Recalled {}

  /** Nothing: the call may be made. */
  record Call(PrivateCall call) implements Recalled {}
}
