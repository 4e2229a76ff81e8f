package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.PrivateCall;
import java.util.List;
import java.util.Optional;

/** What was told of requests, and whose a name is: the first outcome is that of all repeats. */
final class Outcomes {
  private final Remembered remembered;

  Outcomes(Remembered remembered) {
    this.remembered = remembered;
  }

  /**
   * The outcome that a request has before its call is made.
   *
   * @throws Rejection if its name is that of another request
   */
  Optional<Entry.Done> first(Request request, PrivateCall call) throws Rejection {
    Optional<Entry.Done> answered = remembered.done(Keys.answered(request));
    if (answered.isPresent()) {
      return answered;
    }
    Entry.Done first = null;
    for (String key : Keys.of(request, call)) {
      Optional<Entry.Done> done = remembered.done(key);
      if (done.isPresent() && !done.get().isAskedForBy(request)) {
        throw new Rejection(
            "ID_REUSED",
            key.substring(call.account().length() + 1)
                + " named another request within the last 24 h: give each its own");
      }
      first = done.orElse(first);
    }
    return Optional.ofNullable(first);
  }

  /** Whether the request, or what its call would be known by, has an outcome. */
  boolean has(Request request, PrivateCall call) {
    return remembered.isDecided(Keys.of(request, call))
        || remembered.isDecided(List.of(Keys.answered(request)));
  }

  /**
   * What was told before of the request, or of one that asks for the same: that stands. But that
   * something was accepted is told whatever was told of the request.
   */
  Optional<Entry.Done> before(Result result) {
    Request request = result.request();
    Optional<Entry.Done> answered =
        result.status() == Status.ACCEPTED
            ? Optional.empty()
            : remembered.done(Keys.answered(request));
    return answered.or(
        () ->
            Keys.of(request, result.call()).stream()
                .map(remembered::done)
                .flatMap(Optional::stream)
                .findFirst()
                .filter(first -> first.isAskedForBy(request)));
  }

  /** Under what a new outcome is written: its names if it spends them, or its record alone. */
  List<String> keys(Result result) {
    Request request = result.request();
    List<String> keys = Keys.of(request, result.call());
    // A name is spent once a call that has it was made and not surely without effect, or has had
    // its effect without being made: a cancel of what was not sent yet.
    boolean spent =
        (result.call().attempts() > 0 || result.status() == Status.ACCEPTED)
            && result.status() != Status.EXPIRED
            && !"CANCELED".equals(result.value().path("reason").asText());
    // Between its attempts another request may have taken the name: it keeps it.
    boolean taken =
        remembered.isDecided(keys)
            || remembered.attemptsOfOthers(request).anyMatch(one -> one.isUnder(keys));
    return spent && !taken ? keys : List.of(Keys.answered(request));
  }
}
