package io.github.camelkraken.journal;

import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import io.github.camelkraken.rest.Transient;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides about one account's requests that change something, by what the topic says of them. Only
 * the account's owner can write, and it has read all that was written before, so what is not
 * remembered does not exist. It decides one after the other, under its monitor, and what it writes
 * is remembered before it decides again: of two that name the same, only one finds its way free.
 */
final class AccountJournal {
  /**
   * More names are refused rather than forgotten, but for cancels; README states what they take of
   * memory.
   */
  static final int MOST = 1_000_000;

  /** A request that is being dealt with in this process and may not have left yet. */
  private record Work(Request request, PrivateCall call) {}

  private final int most;
  private final Remembered remembered;
  private final Outcomes outcomes;
  private final CancelMarks marks;
  private final Map<String, Work> work = new LinkedHashMap<>();

  /** Who waited and was handed out to go on. */
  private final Set<String> released = new HashSet<>();

  /** Who waits and was told that the outcome is not known. */
  private final Set<String> told = new HashSet<>();

  AccountJournal(String account, Remembered.Writer writer, Remembered.Reader reader) {
    this(account, MOST, writer, reader);
  }

  AccountJournal(String account, int most, Remembered.Writer writer, Remembered.Reader reader) {
    this.most = most;
    this.remembered = new Remembered(writer, reader);
    this.outcomes = new Outcomes(remembered);
    this.marks = new CancelMarks(account, remembered);
  }

  /**
   * Takes in a record of the topic.
   *
   * @return what it says; empty if it erases its key
   */
  synchronized Optional<Entry> learn(ConsumerRecord<String, byte[]> record) {
    return remembered.learn(record);
  }

  /** Nothing is being dealt with here any more: another process acts for the account. */
  synchronized void standBy() {
    work.clear();
    released.clear();
    told.clear();
  }

  /**
   * What the journal says about a request before its call is made.
   *
   * @return the first outcome; or that its outcome is still to come without it, which the journal
   *     has noted then, so that its record may be committed; or nothing: the call may be made
   * @throws Rejection if its name is that of another order
   * @throws Canceled if a cancel came first
   */
  synchronized Recalled recall(Request request, PrivateCall call, Instant now)
      throws Rejection, Canceled {
    work.remove(request.place());
    Optional<Entry.Done> first = outcomes.first(request, call);
    if (first.isPresent()) {
      return new Recalled.Outcome(first.get().toldTo(request));
    }
    Waiting waiting = Waiting.of(request, call);
    Optional<Entry.Sent> toBeLookedUp = toBeLookedUp(request, call);
    if (toBeLookedUp.isPresent()) {
      letWait(waiting);
      return new Recalled.Later(toBeLookedUp);
    }
    otherAttempt(request, call).ifPresent(before -> goOn(before.call(), call));
    if (!waiting.isOver(now) && isHeldUp(waiting)) {
      letWait(waiting);
      return new Recalled.Later(Optional.empty());
    }
    marks.check(request, call);
    work.put(request.place(), new Work(request, call));
    return new Recalled.Nothing();
  }

  /**
   * Whether the request has to be told that its outcome is not known: an attempt at it was left
   * behind, or it is the repeat of one that perhaps nothing will ever prove. The repeat of an order
   * waits for it without a word, because an order is decided in the end.
   */
  synchronized boolean isToBeToldUnknown(Request request, PrivateCall call) {
    return toBeLookedUp(request, call).isPresent() || isUnprovable(Keys.of(request, call));
  }

  /**
   * Stops what a cancel names and what was not sent yet, in this process and, by a mark, wherever
   * it still waits.
   *
   * @return whether that is all that the cancel asks for
   */
  synchronized boolean stop(Request request, PrivateCall cancel) {
    List<String> ids = OrderNames.canceled(cancel);
    List<String> unsent = marks.leave(request, cancel);
    Set<String> stopped = new HashSet<>();
    for (Work other : work.values()) {
      if (isToBeStopped(other, request, cancel)) {
        other.call().stop();
        stopped.addAll(OrderNames.placed(other.call()));
      }
    }
    return !ids.isEmpty()
        && unsent.size() == ids.size()
        && stopped.containsAll(ids)
        && !cancel.parameters().has("orders");
  }

  /**
   * Writes down that an attempt leaves now. From here on it may have taken effect, and nobody else
   * sends it any more.
   *
   * @throws Overtaken if the journal has something to say about it meanwhile
   * @throws Canceled if a cancel came first
   * @throws Rejection if there is no room for another name
   */
  synchronized void send(Request request, PrivateCall call) throws Overtaken, Canceled, Rejection {
    if (outcomes.has(request, call)
        || otherAttempt(request, call).isPresent()
        || isHeldUp(Waiting.of(request, call))) {
      throw new Overtaken("another request has named the same meanwhile");
    }
    marks.check(request, call);
    if (remembered.names() >= most && call.row().role() != Role.CANCEL) {
      throw new Rejection(
          "JOURNAL_FULL",
          "%d names of the last 24 h are remembered, and no more can be".formatted(most));
    }
    write(new Entry.Sent(Keys.of(request, call), Keys.body(request), request, call.asItLeaves()));
  }

  private void write(Entry.Sent attempt) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    attempt.keys().forEach(key -> entries.put(key, attempt));
    remembered.write(entries);
  }

  /** The attempt surely took no effect: the request is as if it had never been sent. */
  synchronized void release(Request request, PrivateCall call) {
    remembered
        .attempt(request)
        .filter(attempt -> attempt.isOf(call))
        .ifPresent(own -> remembered.erase(own.keys()));
  }

  /**
   * Writes an outcome down, before anybody hears of it.
   *
   * @return what may be published: the first outcome, if there was one; or that it is not known, if
   *     another process has made an attempt
   */
  synchronized Result outcome(Result result) {
    Request request = result.request();
    if (!result.status().isFinal()) {
      giveUp(request, result.call());
      work.remove(request.place());
      return result;
    }
    if (toBeLookedUp(request, result.call()).isPresent()) {
      letWait(Waiting.of(request, result.call()));
      work.remove(request.place());
      return undecided(result);
    }
    Optional<Entry.Done> answeredBefore = outcomes.before(result);
    if (answeredBefore.isPresent()) {
      return again(request, answeredBefore.get());
    }
    Entry.Done done = Entry.Done.of(result);
    Map<String, Entry> entries = new LinkedHashMap<>();
    remembered
        .attempt(request)
        .ifPresent(attempt -> attempt.keys().forEach(key -> entries.put(key, null)));
    outcomes.keys(result).forEach(key -> entries.put(key, done));
    boolean isReminded = work.containsKey(request.place());
    if (!isReminded && !remembered.isWaiting(request)) {
      // What was looked up has its record committed; only this reminds of the result until it is
      // published, should this process end before.
      entries.put(Keys.waiting(request), new Entry.Waits(Waiting.of(request, result.call())));
    }
    remembered.write(entries);
    work.remove(request.place());
    if (!isReminded) {
      released.add(request.place());
    }
    return result;
  }

  /** A cancel that was to be repeated is not, any more: the next owner must not, either. */
  private void giveUp(Request request, PrivateCall call) {
    remembered
        .attempt(request)
        .filter(attempt -> attempt.isOf(call))
        .filter(attempt -> !attempt.isToBeLookedUp() && !call.mayBeRepeated())
        .ifPresent(attempt -> write(new Entry.Sent(attempt.keys(), attempt.body(), request, call)));
  }

  /** Its last word is published, and nothing has to remind of it any more. */
  synchronized void answered(Request request) {
    released.remove(request.place());
    told.remove(request.place());
    if (remembered.isWaiting(request)) {
      remembered.erase(List.of(Keys.waiting(request)));
    }
  }

  /**
   * The requests that need not wait any more, and those that are to be told that their outcome is
   * not known; each is handed out once.
   */
  synchronized List<Request> released(Instant now) {
    return remembered
        .waiting()
        .filter(
            one ->
                one.isOver(now)
                    || !isHeldUp(one)
                    || isUnprovable(one.names()) && told.add(one.request().place()))
        .map(Waiting::request)
        .filter(request -> remembered.attempt(request).filter(Entry.Sent::isToBeLookedUp).isEmpty())
        .filter(request -> released.add(request.place()))
        .toList();
  }

  /** What a former owner has left without an outcome and nobody deals with here. */
  synchronized List<Entry.Sent> leftBehind() {
    return inNoHands().filter(Entry.Sent::isToBeLookedUp).toList();
  }

  /**
   * An attempt at the same request that was not made by this call, and that somebody has to look
   * up: whatever became of this call says nothing about it.
   */
  synchronized Optional<Entry.Sent> toBeLookedUp(Request request, PrivateCall call) {
    return otherAttempt(request, call).filter(Entry.Sent::isToBeLookedUp);
  }

  /** Forgets names that are old enough, some at once. A name without an outcome stays. */
  synchronized void sweep(Instant now) {
    remembered.sweep(now);
  }

  synchronized int size() {
    return remembered.size();
  }

  /**
   * An attempt at the same request that was not made by this call: by a former owner, or by another
   * hand of this process, into which the request was given while it was elected again.
   */
  private Optional<Entry.Sent> otherAttempt(Request request, PrivateCall call) {
    return remembered.attempt(request).filter(before -> !before.isOf(call));
  }

  /** What may have taken effect is repeated until Kraken answers, however old it is. */
  private static void goOn(PrivateCall before, PrivateCall call) {
    call.leftBehind(
        before.attempts(),
        before.sentAt().orElse(null),
        before.sentAtKraken().orElse(null),
        before.deadline().orElse(null),
        before.nonce());
    call.failed(new Transient("the process that made it has ended"));
  }

  private void letWait(Waiting one) {
    released.remove(one.request().place());
    if (!remembered.isWaiting(one.request())) {
      remembered.write(Map.of(Keys.waiting(one.request()), new Entry.Waits(one)));
    }
  }

  private boolean isToBeStopped(Work one, Request request, PrivateCall cancel) {
    boolean named =
        OrderNames.placed(one.call()).stream().anyMatch(OrderNames.canceled(cancel)::contains)
            || OrderNames.cancelsAll(cancel) && OrderNames.isPlacing(one.call());
    boolean older = !one.request().recordTime().isAfter(request.recordTime());
    // A repeat of what is decided gets that outcome; it is not what the cancel has to stop.
    boolean decided = remembered.isDecided(Keys.of(one.request(), one.call()));
    return named && older && !decided && remembered.attempt(one.request()).isEmpty();
  }

  /** Its own attempt does not hold a request up: a cancel is made again. */
  private boolean isHeldUp(Waiting one) {
    return remembered.attemptsOfOthers(one.request()).anyMatch(other -> other.holdsUp(one.names()));
  }

  private static Result undecided(Result result) {
    var value = result.value().deepCopy();
    value.put("status", Status.UNKNOWN.toString());
    value.put("final", false);
    value.putNull("reason");
    value.put("detail", "another process has made an attempt, which is being looked up");
    return new Result(result.request(), result.call(), Status.UNKNOWN, value);
  }

  /** An attempt that came to nothing must not hold up others. */
  private Result again(Request request, Entry.Done before) {
    remembered.attempt(request).ifPresent(attempt -> remembered.erase(attempt.keys()));
    work.remove(request.place());
    return before.toldTo(request);
  }

  /** Whether the same call is undecided, and perhaps stays so; an order is decided in the end. */
  private boolean isUnprovable(List<String> keys) {
    return inNoHands()
        .filter(one -> one.isToBeLookedUp() && !OrderNames.isPlacing(one.call()))
        .anyMatch(one -> one.isUnder(keys));
  }

  /** The attempts that nobody in this process is at any more. */
  private Stream<Entry.Sent> inNoHands() {
    return remembered.attempts().filter(one -> !work.containsKey(one.request().place()));
  }
}
