package io.github.camelkraken.lookups;

import io.github.camelkraken.rest.PrivateCall;
import java.util.Set;

/** Which of Kraken's ids a call may take for its own; each has one owner. */
final class Claims {
  private final Attributed attributed;
  private final Set<String> claimed;
  private final PrivateCall call;

  /**
   * What a call may claim.
   *
   * @param claimed what the calls of the look have claimed by now; claims are added
   */
  Claims(Attributed attributed, Set<String> claimed, PrivateCall call) {
    this.attributed = attributed;
    this.claimed = claimed;
    this.call = call;
  }

  boolean isFree(String id) {
    return !claimed.contains(id) && !attributed.isOfAnother(id, call);
  }

  void claim(String id) {
    claimed.add(id);
  }
}
