package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Result;
import java.util.Optional;

/** What the journal says about a request before its call is made. */
sealed interface Recalled {
  /** It has an outcome already. */
  record Outcome(Result result) implements Recalled {}

  /**
   * Its outcome comes later, without anything being done here.
   *
   * @param toBeLookedUp its attempt that somebody has to look up; empty if it waits for another
   */
  record Later(Optional<Entry.Sent> toBeLookedUp) implements Recalled {}

  /** The call may be made. */
  record Nothing() implements Recalled {}
}
