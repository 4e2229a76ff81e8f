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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What is known of one account's requests that change something. The topic is the truth; this is
 * what was read of it and what was written since, never more: every change is acknowledged by the
 * broker first. Only the account's owner can write, and it has read all that was written before, so
 * what is not here does not exist.
 */
final class AccountJournal {
  /** The contract's word: a name is one order for so long. */
  static final long REMEMBERED_SECONDS = 24 * 60 * 60;

  /**
   * More names are refused rather than forgotten, but for cancels; README states what they take of
   * memory.
   */
  static final int MOST = 1_000_000;

  private static final int SWEPT_AT_ONCE = 500;

  /** Writes values under keys, null for none, and tells where each stands. */
  interface Writer {
    List<RecordMetadata> write(Map<String, Entry> entries);
  }

  /** Reads what stands at a place of the topic. */
  interface Reader {
    Entry at(long offset);
  }

  /** An outcome or a cancel; only where it stands is kept. */
  private record Place(long offset, long second) {}

  /** A request that is being dealt with in this process and may not have left yet. */
  private record Work(Request request, PrivateCall call) {}

  private final String account;
  private final int most;
  private final Writer writer;
  private final Reader reader;

  /** The oldest first. */
  private final Map<String, Place> known = new LinkedHashMap<>();

  private final Map<String, Entry.Sent> sent = new LinkedHashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Work> work = new LinkedHashMap<>();
  private final Set<String> released = new HashSet<>();

  /** Who waits and was told that the outcome is not known. */
  private final Set<String> told = new HashSet<>();

  AccountJournal(String account, Writer writer, Reader reader) {
    this(account, MOST, writer, reader);
  }

  AccountJournal(String account, int most, Writer writer, Reader reader) {
    this.account = account;
    this.most = most;
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Takes in a record of the topic.
   *
   * @return what it says; empty if it erases its key
   */
  synchronized Optional<Entry> learn(ConsumerRecord<String, byte[]> record) {
    Entry entry = record.value() == null ? null : Entry.of(record.value());
    note(record.key(), entry, record.offset(), record.timestamp());
    return Optional.ofNullable(entry);
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
   *     has noted then, so that its record may be committed; or the call, which may be made then
   * @throws Rejection if its name is that of another order
   * @throws Canceled if a cancel came first
   */
  synchronized Recalled recall(Request request, PrivateCall call, Instant now)
      throws Rejection, Canceled {
    work.remove(request.place());
    Optional<Result> first = outcome(request, call);
    if (first.isPresent()) {
      return new Recalled.Outcome(first.get());
    }
    boolean isOver = call.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
    Optional<Entry.Sent> left = leftBehind(request, call);
    if (left.isPresent()) {
      wait(request, call);
      return new Recalled.Later(left);
    }
    otherAttempt(request, call).ifPresent(before -> goOn(before.call(), call));
    if (!isOver && isHeldUp(request, call)) {
      wait(request, call);
      return new Recalled.Later(Optional.empty());
    }
    checkStopped(request, call);
    work.put(request.place(), new Work(request, call));
    return new Recalled.Call(call);
  }

  /**
   * Whether the request has to be told that its outcome is not known: an attempt at it was left
   * behind, or it is the repeat of one that perhaps nothing will ever prove. The repeat of an order
   * waits for it without a word, because an order is decided in the end.
   */
  synchronized boolean isToBeToldUnknown(Request request, PrivateCall call) {
    List<String> keys = Keys.of(request, call);
    return leftBehind(request, call).isPresent() || isUnprovable(keys);
  }

  /** Whether the same call is undecided, and perhaps stays so; an order is decided in the end. */
  private boolean isUnprovable(List<String> keys) {
    return inNoHands()
        .filter(one -> !one.call().mayBeRepeated() && !OrderNames.isPlacing(one.call()))
        .anyMatch(one -> one.isUnder(keys));
  }

  /**
   * Stops what a cancel names and what was not sent yet, in this process and, by a mark, wherever
   * it still waits.
   *
   * @return whether that is all that the cancel asks for
   */
  synchronized boolean stop(Request request, PrivateCall cancel) {
    List<String> ids = OrderNames.canceled(cancel);
    boolean all = cancel.endpoint().equals("CancelAll");
    Map<String, Entry> marks = new LinkedHashMap<>();
    if (all) {
      String key = Keys.everyOrder(account);
      marks.put(key, mark(key, request.recordTime()));
    }
    List<String> unsent =
        ids.stream()
            .filter(id -> !isDecided(List.of(Keys.order(account, id))))
            .filter(id -> !isSent(Keys.order(account, id)))
            .toList();
    for (String id : unsent) {
      String key = Keys.stopped(account, id);
      marks.put(key, mark(key, request.recordTime()));
    }
    write(marks);
    Set<String> stopped = new HashSet<>();
    for (Work other : work.values()) {
      List<String> placed = OrderNames.placed(other.call());
      boolean meant =
          placed.stream().anyMatch(ids::contains) || all && OrderNames.isPlacing(other.call());
      boolean older = !other.request().recordTime().isAfter(request.recordTime());
      // A repeat of what is decided gets that outcome; it is not what the cancel has to stop.
      boolean decided = isDecided(Keys.of(other.request(), other.call()));
      if (meant && older && !decided && !sent.containsKey(other.request().place())) {
        other.call().stop();
        stopped.addAll(placed);
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
    List<String> keys = Keys.of(request, call);
    boolean isAnswered = isDecided(keys) || isDecided(List.of(Keys.answered(request)));
    if (isAnswered || otherAttempt(request, call).isPresent() || isHeldUp(request, call)) {
      throw new Overtaken("another request has named the same meanwhile");
    }
    checkStopped(request, call);
    if (known.size() >= most && call.row().role() != Role.CANCEL) {
      throw new Rejection(
          "JOURNAL_FULL",
          "%d names of the last 24 h are remembered, and no more can be".formatted(most));
    }
    Entry.Sent entry = new Entry.Sent(keys, Keys.body(request), request, call.asItLeaves());
    Map<String, Entry> entries = new LinkedHashMap<>();
    keys.forEach(key -> entries.put(key, entry));
    write(entries);
  }

  /** The attempt surely took no effect: the request is as if it had never been sent. */
  synchronized void release(Request request, PrivateCall call) {
    Entry.Sent entry = sent.get(request.place());
    if (entry != null && isOwn(entry, call)) {
      write(erased(entry.keys()));
    }
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
    if (leftBehind(request, result.call()).isPresent()) {
      wait(request, result.call());
      work.remove(request.place());
      return undecided(result);
    }
    // A name is spent once a call that has it was made and not surely without effect, or has had
    // its effect without being made: a cancel of what was not sent yet.
    boolean spent =
        (result.call().attempts() > 0 || result.status() == Status.ACCEPTED)
            && result.status() != Status.EXPIRED
            && !"CANCELED".equals(result.value().path("reason").asText());
    List<String> keys = Keys.of(request, result.call());
    String body = Keys.body(request);
    Optional<Entry.Done> told =
        result.status() == Status.ACCEPTED ? Optional.empty() : done(Keys.answered(request));
    if (told.isPresent()) {
      return again(request, told.get());
    }
    Optional<Entry.Done> first =
        keys.stream().map(this::done).flatMap(Optional::stream).findFirst();
    if (first.filter(one -> one.body().equals(body)).isPresent()) {
      return again(request, first.get());
    }
    // Between its attempts another request may have taken the name: it keeps it.
    spent &= first.isEmpty() && !isTakenByAnother(request, keys);
    Entry.Done done = new Entry.Done(body, result.status().name(), result.value());
    Map<String, Entry> entries = new LinkedHashMap<>();
    Entry.Sent attempt = sent.get(request.place());
    if (attempt != null) {
      entries.putAll(erased(attempt.keys()));
    }
    (spent ? keys : List.of(Keys.answered(request))).forEach(key -> entries.put(key, done));
    boolean isReminded = work.containsKey(request.place());
    if (!isReminded && !waiting.containsKey(request.place())) {
      // What was looked up has its record committed; only this reminds of the result until it is
      // published, should this process end before.
      entries.put(Keys.waiting(request), waits(request, result.call()));
    }
    write(entries);
    work.remove(request.place());
    if (!isReminded) {
      released.add(request.place());
    }
    return result;
  }

  /** A cancel that was to be repeated is not, any more: the next owner must not, either. */
  private void giveUp(Request request, PrivateCall call) {
    Entry.Sent attempt = sent.get(request.place());
    if (attempt != null
        && isOwn(attempt, call)
        && attempt.call().mayBeRepeated()
        && !call.mayBeRepeated()) {
      Entry.Sent entry = new Entry.Sent(attempt.keys(), attempt.body(), request, call);
      Map<String, Entry> entries = new LinkedHashMap<>();
      attempt.keys().forEach(key -> entries.put(key, entry));
      write(entries);
    }
  }

  /** What was told before stands; an attempt that came to nothing must not hold up others. */
  private Result again(Request request, Entry.Done before) {
    Entry.Sent attempt = sent.get(request.place());
    if (attempt != null) {
      write(erased(attempt.keys()));
    }
    work.remove(request.place());
    return repeat(request, before);
  }

  /** Its last word is published, and nothing has to remind of it any more. */
  synchronized void answered(Request request) {
    released.remove(request.place());
    told.remove(request.place());
    if (waiting.containsKey(request.place())) {
      write(erased(List.of(Keys.waiting(request))));
    }
  }

  /**
   * The requests that need not wait any more, and those that are to be told that their outcome is
   * not known; each is handed out once.
   */
  synchronized List<Request> released(Instant now) {
    return waiting.values().stream()
        .filter(
            one ->
                one.isOver(now)
                    || !isHeldUp(one.request(), one.names())
                    || isUnprovable(one.names()) && told.add(one.request().place()))
        .map(Waiting::request)
        .filter(request -> !isUndecided(request))
        .filter(request -> released.add(request.place()))
        .toList();
  }

  /** What a former owner has left without an outcome and nobody deals with here. */
  synchronized List<Entry.Sent> leftBehind() {
    return inNoHands().filter(one -> !one.call().mayBeRepeated()).toList();
  }

  /**
   * An attempt at the same request that was not made by this call, and that somebody has to look
   * up: whatever became of this call says nothing about it.
   */
  synchronized Optional<Entry.Sent> leftBehind(Request request, PrivateCall call) {
    return otherAttempt(request, call).filter(before -> !before.call().mayBeRepeated());
  }

  /**
   * An attempt at the same request that was not made by this call: by a former owner, or by another
   * hand of this process, into which the request was given while it was elected again.
   */
  private Optional<Entry.Sent> otherAttempt(Request request, PrivateCall call) {
    return Optional.ofNullable(sent.get(request.place())).filter(before -> !isOwn(before, call));
  }

  /** Forgets names that are old enough, some at once. A name without an outcome stays. */
  synchronized void sweep(Instant now) {
    List<String> old = new ArrayList<>();
    for (Map.Entry<String, Place> entry : known.entrySet()) {
      if (entry.getValue().second() >= now.getEpochSecond() - REMEMBERED_SECONDS
          || old.size() == SWEPT_AT_ONCE) {
        break;
      }
      old.add(entry.getKey());
    }
    write(erased(old));
  }

  synchronized int size() {
    return known.size() + sent.size() + waiting.size();
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

  private void wait(Request request, PrivateCall call) {
    released.remove(request.place());
    if (!waiting.containsKey(request.place())) {
      write(Map.of(Keys.waiting(request), waits(request, call)));
    }
  }

  private static Entry waits(Request request, PrivateCall call) {
    return new Entry.Waits(
        new Waiting(request, names(request, call), call.expiresAt().orElse(null)));
  }

  /** By what a call speaks of orders, and by what itself is known. */
  private static List<String> names(Request request, PrivateCall call) {
    List<String> names = new ArrayList<>(OrderNames.of(call));
    names.addAll(Keys.of(request, call));
    return names;
  }

  /** Whether an order that the call names, or the same call, has an attempt without an outcome. */
  private boolean isHeldUp(Request request, PrivateCall call) {
    return isHeldUp(request, names(request, call));
  }

  /** Its own attempt does not hold a request up: a cancel is made again. */
  private boolean isHeldUp(Request request, List<String> names) {
    return ofOthers(request).anyMatch(other -> holdsUp(other, names));
  }

  private static boolean holdsUp(Entry.Sent other, List<String> names) {
    return other.isUnder(names)
        || OrderNames.isPlacing(other.call())
            && OrderNames.of(other.call()).stream().anyMatch(names::contains);
  }

  /** Whether it was written for this very call: no other has had its nonce. */
  private static boolean isOwn(Entry.Sent entry, PrivateCall call) {
    return entry.call().nonce().equals(call.nonce());
  }

  private Optional<Result> outcome(Request request, PrivateCall call) throws Rejection {
    Optional<Entry.Done> answered = done(Keys.answered(request));
    if (answered.isPresent()) {
      return Optional.of(repeat(request, answered.get()));
    }
    Entry.Done first = null;
    for (String key : Keys.of(request, call)) {
      Optional<Entry.Done> done = done(key);
      if (done.isPresent() && !done.get().body().equals(Keys.body(request))) {
        throw new Rejection(
            "ID_REUSED",
            key.substring(account.length() + 1)
                + " named another request within the last 24 h: give each its own");
      }
      first = done.orElse(first);
    }
    return Optional.ofNullable(first).map(done -> repeat(request, done));
  }

  private boolean isUndecided(Request request) {
    Entry.Sent attempt = sent.get(request.place());
    return attempt != null && !attempt.call().mayBeRepeated();
  }

  private boolean isTakenByAnother(Request request, List<String> keys) {
    return ofOthers(request).anyMatch(one -> one.isUnder(keys));
  }

  private boolean isSent(String key) {
    return sent.values().stream().anyMatch(one -> one.isUnder(List.of(key)));
  }

  private Stream<Entry.Sent> ofOthers(Request request) {
    return sent.values().stream().filter(one -> !one.request().place().equals(request.place()));
  }

  /** The attempts that nobody in this process is at any more. */
  private Stream<Entry.Sent> inNoHands() {
    return sent.values().stream().filter(one -> !work.containsKey(one.request().place()));
  }

  private Optional<Entry.Done> done(String key) {
    return at(key).map(Entry.Done.class::cast);
  }

  private boolean isDecided(Collection<String> keys) {
    return keys.stream().anyMatch(known::containsKey);
  }

  /** The first outcome, as that of a request that asked for the same. */
  private static Result repeat(Request request, Entry.Done first) {
    var value = first.result().deepCopy();
    value.put("request_id", request.id());
    value
        .putObject("request")
        .put("topic", request.topic())
        .put("partition", request.partition())
        .put("offset", request.offset());
    return new Result(request, Status.valueOf(first.status()), value);
  }

  private static Result undecided(Result result) {
    var value = result.value().deepCopy();
    value.put("status", Status.UNKNOWN.toString());
    value.put("final", false);
    value.putNull("reason");
    value.put("detail", "another process has made an attempt, which is being looked up");
    return new Result(result.request(), result.call(), Status.UNKNOWN, value);
  }

  private void checkStopped(Request request, PrivateCall call) throws Canceled {
    if (!OrderNames.isPlacing(call) || call.isOpen()) {
      return;
    }
    List<String> marks = new ArrayList<>();
    OrderNames.placed(call).forEach(id -> marks.add(Keys.stopped(account, id)));
    marks.add(Keys.everyOrder(account));
    for (String mark : marks) {
      Optional<Instant> cancel = stopped(mark);
      if (cancel.isPresent() && !request.recordTime().isAfter(cancel.get())) {
        throw new Canceled("stopped before it was sent, by a cancel of " + cancel.get());
      }
    }
  }

  /** The newest cancel counts, in whatever order they come. */
  private Entry mark(String key, Instant cancel) {
    return new Entry.Stopped(stopped(key).filter(cancel::isBefore).orElse(cancel));
  }

  private Optional<Instant> stopped(String key) {
    return at(key).map(Entry.Stopped.class::cast).map(Entry.Stopped::cancel);
  }

  private Optional<Entry> at(String key) {
    return Optional.ofNullable(known.get(key)).map(place -> reader.at(place.offset()));
  }

  private static Map<String, Entry> erased(List<String> keys) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    keys.forEach(key -> entries.put(key, null));
    return entries;
  }

  private void write(Map<String, Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<RecordMetadata> places = writer.write(entries);
    int index = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      RecordMetadata place = places.get(index++);
      note(entry.getKey(), entry.getValue(), place.offset(), place.timestamp());
    }
  }

  /** The one place where what is known changes. */
  private void note(String key, Entry entry, long offset, long millis) {
    known.remove(key);
    sent.values().removeIf(one -> one.keys().contains(key) && one != entry);
    if (entry instanceof Entry.Sent attempt) {
      sent.put(attempt.request().place(), attempt);
    } else if (entry instanceof Entry.Waits waits) {
      waiting.put(waits.waiting().request().place(), waits.waiting());
    } else if (entry != null) {
      known.put(key, new Place(offset, millis / 1000));
    } else {
      waiting.values().removeIf(one -> Keys.waiting(one.request()).equals(key));
    }
  }
}
