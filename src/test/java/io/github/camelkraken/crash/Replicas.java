package io.github.camelkraken.crash;

import io.github.camelkraken.sandbox.ReceivedPrivateCall;
import io.github.camelkraken.sandbox.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An active process and its standby, and all those before them. */
final class Replicas {
  /** What changes something at Kraken: only the active one does. */
  static final Set<String> CHANGING =
      Set.of("AddOrder", "AddOrderBatch", "CancelOrder", "AmendOrder");

  private final Rig rig;
  private final List<Replica> all = new ArrayList<>();
  private Replica active;

  Replicas(Rig rig) {
    this.rig = rig;
  }

  /** Starts one more process. */
  synchronized Replica start() {
    Replica started = Replica.start(rig, "replica-" + (all.size() + 1));
    all.add(started);
    return started;
  }

  /** Starts one more process and waits until it is ready. */
  Replica startReady() {
    Replica started = start();
    Rig.awaitReady(started.pipeline());
    return started;
  }

  /** Learns from a call who is active. */
  synchronized void saw(ReceivedPrivateCall call) {
    if (CHANGING.contains(call.endpoint())) {
      maker(call).ifPresent(replica -> active = replica);
    }
  }

  synchronized Optional<Replica> maker(ReceivedPrivateCall call) {
    return all.stream().filter(replica -> replica.made(call)).findFirst();
  }

  /** The one that made the last call that changes something; before any, the first one. */
  synchronized Replica active() {
    return active != null && active.isAlive() ? active : alive().get(0);
  }

  /** The others that are alive. */
  synchronized List<Replica> standbys() {
    Replica now = active();
    return alive().stream().filter(replica -> replica != now).toList();
  }

  synchronized List<Replica> alive() {
    return all.stream().filter(Replica::isAlive).toList();
  }

  synchronized List<Replica> all() {
    return List.copyOf(all);
  }
}
