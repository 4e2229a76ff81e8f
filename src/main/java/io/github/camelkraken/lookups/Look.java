package io.github.camelkraken.lookups;

import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One look at Kraken, with one key, for all calls of that key that are undecided: call after call
 * until each of them is proven or nothing more can be seen. It decides at its end, so one that is
 * broken off has seen nothing.
 */
public final class Look {
  private final List<Undecided> undecided;
  private final Attributed attributed;
  private final Sight sight;
  private Map<Undecided, List<Finding>> proven;

  /**
   * A look that has seen nothing yet.
   *
   * @param undecided at least one, all of one account and key
   */
  Look(List<Undecided> undecided, Attributed attributed) {
    // Orders have names, by which they are told from what has none; of things without a name the
    // last attempt can only be the last one.
    this.undecided =
        undecided.stream()
            .sorted(
                Comparator.comparing(Undecided::hasName, Comparator.reverseOrder())
                    .thenComparing(Undecided::sent, Comparator.reverseOrder()))
            .collect(Collectors.toCollection(ArrayList::new));
    this.attributed = attributed;
    Instant earliest =
        undecided.stream().map(Undecided::sent).min(Instant::compareTo).orElseThrow();
    boolean ofOneOrder =
        undecided.size() == 1 && undecided.get(0).proof().flatMap(Proof::onlyName).isPresent();
    this.sight = new Sight(earliest, ofOneOrder);
    prove();
  }

  /** Whether there is something more to see. */
  public boolean isUnfinished() {
    return !sight.isEnough();
  }

  /** What to ask Kraken next, with the key that made the attempts: it shuts them out thereby. */
  public PrivateCall nextCall() {
    return sight.nextCall(undecided.get(0).call());
  }

  /** The calls that it has decided. */
  public List<Undecided> decided() {
    return undecided.stream().filter(Undecided::isDecided).toList();
  }

  /** Takes the answer to {@link #nextCall()}. */
  void saw(Answer answer) {
    sight.saw(answer);
    prove();
  }

  /**
   * Ends it, if there is nothing more to see.
   *
   * @param wanted those of its calls that are still to be decided
   * @param now this machine's clock
   */
  void ends(Collection<Undecided> wanted, Instant now) {
    if (isUnfinished()) {
      return;
    }
    undecided.retainAll(wanted);
    proven.keySet().retainAll(undecided);
    proven.forEach(
        (one, findings) -> {
          one.decide(findings, now);
          findings.forEach(finding -> finding.id().ifPresent(id -> attributed.add(id, one.call())));
        });
    proven.clear();
  }

  /** Anew from all that was seen, as a later page may show whose an earlier row is. */
  private void prove() {
    proven = new IdentityHashMap<>();
    Set<String> claimed = new HashSet<>();
    for (Undecided one : undecided) {
      if (!one.isDecided()) {
        Claims claims = new Claims(attributed, claimed, one.call());
        Optional<List<Finding>> findings = one.proof().flatMap(proof -> proof.in(sight, claims));
        sight.asked(findings.isPresent());
        findings.ifPresent(found -> proven.put(one, found));
      }
    }
  }
}
