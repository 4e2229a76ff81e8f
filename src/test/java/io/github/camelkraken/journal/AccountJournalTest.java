package io.github.camelkraken.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.journal.SampleTopic.Trouble;
import io.github.camelkraken.requests.Rejection;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.requests.Result;
import io.github.camelkraken.requests.SampleRequest;
import io.github.camelkraken.requests.Status;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.sandbox.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountJournalTest {
  private static final Instant NOW = SampleRequest.NOW;
  private static final String TERMS =
      "\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"1\",\"volume\":\"%s\"}";
  private static final String X = order("x", "1");
  private static final String CANCEL_X = "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"x\"}";
  private static final String CANCEL_ALL = "{\"endpoint\":\"CancelAll\"}";

  private final VirtualClock clock = VirtualClock.standingAt(NOW);
  private final SampleTopic topic = new SampleTopic(clock);
  private SampleTopic.Process process = topic.process();
  private long offset = 100;

  // What has an outcome

  @Test
  void aRepeatGetsTheFirstOutcomeUnderItsOwnName() throws Exception {
    InHand one = inHand(request(X).header("request-id", "one")).taken();
    one.sent().rateLimited();
    clock.advance(Duration.ofSeconds(3));
    ObjectNode first = one.taken().sent().accepted().value();
    clock.advance(Duration.ofHours(1));
    InHand two = inHand(request(X).at(7).header("request-id", "two"));

    Result repeated = two.first();

    ObjectNode expected = first.deepCopy();
    expected.put("request_id", "two");
    ((ObjectNode) expected.get("request")).put("offset", 7);
    assertThat(repeated.value()).hasToString(expected.toString());
    assertThat(repeated.value().get("attempts").intValue()).isEqualTo(2);
    assertThat(repeated.value().get("sent_at").textValue())
        .isEqualTo(NOW.plusSeconds(3).toString());
    assertThat(repeated.request()).isSameAs(two.request);
    assertThat(repeated.status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatKrakenRefusedStaysRefused() throws Exception {
    inHand(request(X)).taken().sent().refused();

    assertThat(inHand(request(X)).first().status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void theFirstOutcomeIsKnownAfterATakeOver() throws Exception {
    ObjectNode first = inHand(request(X)).taken().sent().accepted().value();
    topic.compact();

    process = topic.process();

    assertThat(inHand(request(X)).first().value().get("txid")).isEqualTo(first.get("txid"));
  }

  @Test
  void theNameOfAnotherOrderIsRefused() throws Exception {
    inHand(request(X)).taken().sent().accepted();

    assertIdReused(inHand(request(order("x", "2"))));

    process = topic.process();
    assertIdReused(inHand(request(order("x", "2"))));
  }

  @Test
  void theOrderOfFieldsAndWhiteSpaceMakeNoOtherOrder() throws Exception {
    inHand(request("{\"endpoint\":\"AddOrder\",\"cl_ord_id\":\"x\",\"close\":{\"a\":1,\"b\":[2]}}"))
        .taken()
        .sent()
        .accepted();

    assertThat(
            inHand(
                    request(
                        " {\"close\" :{\"b\":\t[ 2],\n\"a\":1},\"cl_ord_id\":\"x\",\"endpoint\":\"AddOrder\"}"))
                .first()
                .status())
        .isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatWasDecidedMeanwhileIsNotSent() throws Exception {
    InHand one = inHand(request(X)).taken();
    InHand two = inHand(request(X)).taken();
    one.sent().accepted();

    assertThatThrownBy(two::sent).isInstanceOf(Overtaken.class);
    assertThat(two.call.attempts()).isZero();
    assertThat(two.first().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void anotherOrderOfANameThatWasTakenBetweenTwoAttemptsIsRefused() throws Exception {
    InHand other = inHand(request(order("x", "2"))).taken().sent().rateLimited();
    inHand(request(X)).taken().sent().accepted();

    Result result = other.failed(assertIdReused(other));

    assertThat(result.status()).isEqualTo(Status.REJECTED);
    assertThat(result.value().get("reason").textValue()).isEqualTo("ID_REUSED");
    assertThat(inHand(request(X)).first().status()).isEqualTo(Status.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void whoGivesUpLeavesTheUndecidedOrderOfItsNameAlone(String volume) throws Exception {
    InHand other = inHand(request(order("x", volume))).taken().sent().rateLimited();
    inHand(request(X)).taken().sent().unknown();

    Result result = other.failed(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));

    assertThat(result.value().get("reason").textValue()).isEqualTo("RATE_LIMITED");
    assertThat(topic.states()).containsEntry("x", "SENT");
    assertThat(topic.process().journal.leftBehind()).hasSize(1);
  }

  @Test
  void whoGivesUpGetsTheFirstOutcomeIfThereIsOneMeanwhile() throws Exception {
    InHand other = inHand(request(X)).taken().sent().rateLimited();
    inHand(request(X)).taken().sent().accepted();

    Result result = other.failed(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
  }

  // A crash at each point; the record comes again

  @Test
  void whatWasNotSentIsSent() throws Exception {
    Request request = request(X).build();
    inHand(request).taken().signed();

    process = topic.process();

    assertThat(process.journal.leftBehind()).isEmpty();
    assertThat(inHand(request).taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatWasSentIsLookedUp() throws Exception {
    Request request = request(X).build();
    InHand before = inHand(request).taken().sent();

    process = topic.process();

    assertThat(process.journal.leftBehind()).hasSize(1);
    Recalled.Later later = (Recalled.Later) inHand(request).recall();
    Entry.Sent left = later.toBeLookedUp().orElseThrow();
    assertThat(left.call().nonce()).isEqualTo(before.call.nonce());
    assertThat(left.call().deadline()).isEqualTo(before.call.deadline());
    assertThat(left.call().sentAt()).isEqualTo(before.call.sentAt());
    assertThat(left.call().attempts()).isEqualTo(1);
    assertThat(left.request().id()).isEqualTo(request.id());
    assertThatThrownBy(() -> inHand(request).sent()).isInstanceOf(Overtaken.class);
  }

  @Test
  void whatWasLookedUpIsDecided() throws Exception {
    Request request = request(X).build();
    inHand(request).taken().sent();
    process = topic.process();

    Result result = leftBehind().accepted();

    assertThat(result.status()).isEqualTo(Status.ACCEPTED);
    assertThat(result.value().get("attempts").intValue()).isEqualTo(1);
    assertThat(process.journal.leftBehind()).isEmpty();
    assertThat(inHand(request(X)).first().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatHasAnOutcomeGetsTheSameAgainWhetherItWasPublishedOrNot() throws Exception {
    Request request = request(X).build();
    InHand before = inHand(request).taken().sent();
    Result published = before.accepted();

    process = topic.process();

    assertThat(process.journal.leftBehind()).isEmpty();
    assertThat(inHand(request).first().value()).hasToString(published.value().toString());
  }

  @Test
  void anOutcomeThatComesAfterThatOfALookUpIsThatOfTheLookUp() throws Exception {
    InHand first = inHand(request(X)).taken().sent();
    first.failed(new IllegalStateException("not there"));

    assertThat(first.accepted().status()).isEqualTo(Status.REJECTED);
  }

  // What is undecided

  @Test
  void aRepeatOfAnUndecidedOrderWaitsUntilThatIsDecided() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    one.unknown();
    Request two = request(X).build();

    assertThat(inHand(two).recall()).isEqualTo(new Recalled.Later(Optional.empty()));
    assertThat(process.journal.released(clock.instant())).isEmpty();

    one.accepted();
    assertThat(process.journal.released(clock.instant())).containsExactly(two);
    assertThat(process.journal.released(clock.instant())).isEmpty();
    inHand(two).first();
    process.journal.answered(two);
    assertThat(topic.states()).containsOnlyKeys("x");
    assertThat(process.journal.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itWaitsAfterATakeOverToo(boolean decidedBefore) throws Exception {
    Request first = request(X).build();
    InHand one = inHand(first).taken().sent();
    one.unknown();
    Request two = request(X).header("request-id", "two").build();
    inHand(two).recall();
    if (decidedBefore) {
      one.accepted();
    }
    topic.compact();

    process = topic.process();

    if (!decidedBefore) {
      assertThat(process.journal.released(clock.instant())).isEmpty();
      leftBehind().accepted();
    }
    assertThat(process.journal.released(clock.instant()))
        .extracting(Request::id)
        .containsExactly("two");
    assertThat(inHand(two).first().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatWaitsForAnOrderThatWasNotPlacedAfterAllIsSent() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    Request two = request(X).build();
    inHand(two).recall();

    one.rateLimited().expired();

    assertThat(process.journal.released(clock.instant())).containsExactly(two);
    assertThat(inHand(two).taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
    assertThat(process.journal.size()).isEqualTo(2);
  }

  /** Perhaps nothing will ever prove what became of an amend, so its repeat is told as much. */
  @Test
  void aRepeatThatWaitsForAnAmendIsToldOnceThatTheOutcomeIsNotKnown() throws Exception {
    String amend = "{\"endpoint\":\"AmendOrder\",\"txid\":\"O\",\"order_qty\":\"1\"}";
    InHand one = inHand(request(amend).header("request-id", "one")).taken().sent();
    Request two = request(amend).header("request-id", "one").build();
    InHand before = inHand(two);
    assertThat(before.recall()).isInstanceOf(Recalled.Later.class);
    assertThat(process.journal.isToBeToldUnknown(two, before.call)).isFalse();
    assertThat(process.journal.released(clock.instant())).isEmpty();

    one.unknown();
    assertToldUnknownOnce(two);
    process = topic.process();
    assertToldUnknownOnce(two);

    leftBehind().accepted();
    assertThat(process.journal.released(clock.instant()))
        .extracting(Request::place)
        .containsExactly(two.place());
    assertThat(inHand(two).first().status()).isEqualTo(Status.ACCEPTED);
  }

  private void assertToldUnknownOnce(Request waiting) throws Exception {
    assertThat(process.journal.released(clock.instant()))
        .extracting(Request::place)
        .containsExactly(waiting.place());
    InHand again = inHand(waiting);
    assertThat(again.recall()).isInstanceOf(Recalled.Later.class);
    assertThat(process.journal.isToBeToldUnknown(waiting, again.call)).isTrue();
    assertThat(process.journal.released(clock.instant())).isEmpty();
  }

  @Test
  void whoseLifeIsOverDoesNotWaitAnyLonger() throws Exception {
    inHand(request(X)).taken().sent().unknown();
    Request mortal = request(X).header("expires-at", NOW.plusSeconds(10).toString()).build();
    inHand(mortal).recall();

    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(process.journal.released(clock.instant())).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(process.journal.released(clock.instant())).containsExactly(mortal);
    InHand late = inHand(mortal).taken();
    assertThatThrownBy(late::sent).isInstanceOf(Overtaken.class);
    assertThat(late.expired().status()).isEqualTo(Status.EXPIRED);
    assertThat(topic.states()).containsEntry("x", "SENT");
  }

  @Test
  void whatWaitsAgainIsReleasedAgain() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    Request two = request(X).build();
    inHand(two).recall();
    one.rateLimited();
    assertThat(process.journal.released(clock.instant())).containsExactly(two);
    one.taken().sent();

    long writes = topic.writes();
    assertThat(inHand(two).recall()).isInstanceOf(Recalled.Later.class);
    assertThat(topic.writes()).isEqualTo(writes);
    assertThat(process.journal.released(clock.instant())).isEmpty();

    one.accepted();
    assertThat(process.journal.released(clock.instant())).containsExactly(two);
  }

  @Test
  void aCancelWaitsForTheUndecidedOrderThatItNames() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    one.unknown();
    Request cancel = request(CANCEL_X).build();

    assertThat(inHand(cancel).recall()).isInstanceOf(Recalled.Later.class);
    assertThat(inHand(request(order("y", "1"))).recall()).isInstanceOf(Recalled.Nothing.class);
    assertThat(inHand(request(CANCEL_ALL)).recall()).isInstanceOf(Recalled.Nothing.class);

    one.accepted();
    assertThat(process.journal.released(clock.instant())).containsExactly(cancel);
  }

  @Test
  void ofTwoOrdersWithOneUserrefTheSecondWaitsWhileTheFirstIsUndecided() throws Exception {
    InHand one = inHand(request(tagged("1"))).taken().sent();
    one.unknown();
    Request two = request(tagged("2")).build();

    assertThat(inHand(two).recall()).isInstanceOf(Recalled.Later.class);
    process = topic.process();
    assertThat(inHand(two).recall()).isInstanceOf(Recalled.Later.class);

    leftBehind().accepted();
    assertThat(process.journal.released(clock.instant()))
        .extracting(Request::place)
        .containsExactly(two.place());
    assertThat(inHand(two).taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void ofTwoOrdersWithOneUserrefTheSecondIsNotOvertakingTheFirst() throws Exception {
    InHand one = inHand(request(tagged("1"))).taken();
    InHand two = inHand(request(tagged("2"))).taken();
    one.sent();

    assertThatThrownBy(two::sent).isInstanceOf(Overtaken.class);
  }

  // What was never sent

  @Test
  void anOrderThatWasNeverSentDoesNotSpendItsName() throws Exception {
    Request request = request(X).header("request-id", "one").build();
    Result rejected = inHand(request).taken().failed(new LockedOut(NOW));

    Result again = inHand(request).first();
    assertThat(again.value()).hasToString(rejected.value().toString());
    process = topic.process();
    assertThat(inHand(request).first().value()).hasToString(rejected.value().toString());
    assertThat(inHand(request(X)).recall()).isInstanceOf(Recalled.Nothing.class);
    assertThat(inHand(request(order("x", "2"))).taken().sent().accepted().status())
        .isEqualTo(Status.ACCEPTED);
    assertThat(inHand(request).first().status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void anOrderThatExpiredBetweenTwoAttemptsDoesNotSpendItsName() throws Exception {
    Request request = request(X).build();
    assertThat(inHand(request).taken().sent().rateLimited().expired().status())
        .isEqualTo(Status.EXPIRED);

    assertThat(inHand(request).first().status()).isEqualTo(Status.EXPIRED);
    assertThat(inHand(request(order("x", "2"))).taken().sent().accepted().status())
        .isEqualTo(Status.ACCEPTED);
  }

  @Test
  void anAttemptWithoutEffectIsErased() throws Exception {
    InHand one = inHand(request(X)).taken().sent().rateLimited();

    assertThat(topic.states()).isEmpty();
    assertThat(process.journal.size()).isZero();
    process = topic.process();
    assertThat(inHand(one.request).taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void anAttemptWithoutEffectThatCouldNotBeErasedIsFollowedByAnother() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;
    assertThatThrownBy(one::rateLimited).isInstanceOf(KafkaException.class);
    process.takesOver();

    assertThat(one.taken().sent().accepted().value().get("attempts").intValue()).isEqualTo(2);
  }

  // Cancels of what was not sent yet

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANCEL_ALL,
        "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"x\"}",
        "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"w\",\"x\"]}",
        "{\"endpoint\":\"CancelOrderBatch\",\"orders\":[\"O\"],\"cl_ord_ids\":[\"x\"]}"
      })
  void aCancelStopsWhatIsOlderAndNotWhatIsNewer(String cancel) throws Exception {
    InHand older = inHand(request(X).written(NOW.minusMillis(1))).taken();
    InHand asOld = inHand(request(X)).taken().signed();
    InHand newer = inHand(request(X).written(NOW.plusMillis(1))).taken();

    inHand(request(cancel).urgent()).taken().stops();

    for (InHand one : List.of(older, asOld)) {
      assertThatThrownBy(() -> one.call.checkLife(NOW)).isInstanceOf(Canceled.class);
      assertThatThrownBy(one::sent).isInstanceOf(Canceled.class);
      Canceled canceled = catchCanceled(one);
      assertThat(one.failed(canceled).value().get("reason").textValue()).isEqualTo("CANCELED");
    }
    newer.call.checkLife(NOW);
    assertThat(newer.taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANCEL_ALL,
        "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"x\"}",
        "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"w\",\"x\"]}"
      })
  void itStopsWhatWasNotSeenYetToo(String cancel) throws Exception {
    inHand(request(cancel).urgent()).taken().stops();
    InHand older = inHand(request(X).written(NOW.minusMillis(1)));
    assertThatThrownBy(older::recall).isInstanceOf(Canceled.class);

    topic.compact();
    process = topic.process();

    InHand again = inHand(request(X).written(NOW));
    assertThatThrownBy(again::recall).isInstanceOf(Canceled.class);
    assertThat(inHand(request(X).written(NOW.plusMillis(1))).recall())
        .isInstanceOf(Recalled.Nothing.class);
    assertThat(inHand(request(order("y", "1")).written(NOW.plusMillis(1))).recall())
        .isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void whatWasStoppedStaysStopped() throws Exception {
    Request older = request(X).build();
    inHand(request(CANCEL_X)).taken().stops();
    Result canceled = inHand(older).failed(catchCanceled(inHand(older)));

    clock.advance(Duration.ofHours(23));
    process = topic.process();

    assertThat(inHand(older).first().value()).hasToString(canceled.value().toString());
  }

  @Test
  void aCancelOfOneOrderLeavesTheOthersAlone() throws Exception {
    InHand other = inHand(request(order("y", "1"))).taken();
    InHand tagged = inHand(request(tagged("1"))).taken();

    inHand(request(CANCEL_X)).taken().stops();

    assertThat(other.sent().accepted().status()).isEqualTo(Status.ACCEPTED);
    assertThat(tagged.sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void aCancelOfAllStopsOrdersAndNothingElse() throws Exception {
    InHand tagged = inHand(request(tagged("1"))).taken();
    InHand batch = inHand(request(batch("a", "b"))).taken();
    InHand amend =
        inHand(request("{\"endpoint\":\"AmendOrder\",\"txid\":\"O\",\"order_qty\":\"1\"}")).taken();
    InHand cancel = inHand(request("{\"endpoint\":\"CancelOrder\",\"txid\":\"P\"}")).taken();

    inHand(request(CANCEL_ALL).urgent()).taken().stops();

    assertThatThrownBy(tagged::sent).isInstanceOf(Canceled.class);
    assertThatThrownBy(batch::sent).isInstanceOf(Canceled.class);
    assertThatCode(amend::sent).doesNotThrowAnyException();
    assertThatCode(cancel::sent).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {CANCEL_ALL, CANCEL_X})
  void anOlderCancelDoesNotTakeBackWhatANewerOneHasStopped(String cancel) throws Exception {
    inHand(request(cancel).urgent().written(NOW.plusSeconds(9))).taken().stops();
    inHand(request(cancel).urgent().written(NOW.plusSeconds(5))).taken().stops();

    InHand between = inHand(request(X).written(NOW.plusSeconds(7)));
    assertThatThrownBy(between::recall).isInstanceOf(Canceled.class);
  }

  @Test
  void whatWasStoppedStaysStoppedThoughANewerOrderOfItsNameWasSentInVain() throws Exception {
    inHand(request(CANCEL_X).urgent().written(NOW.plusSeconds(5))).taken().stops();
    InHand newer = inHand(request(X).written(NOW.plusSeconds(7))).taken().sent();
    newer.rateLimited();

    InHand older = inHand(request(X).written(NOW.plusSeconds(3)));
    assertThatThrownBy(older::recall).isInstanceOf(Canceled.class);
    process.takesOver();
    assertThatThrownBy(older::recall).isInstanceOf(Canceled.class);
    assertThat(newer.taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatWasSentIsNotStopped() throws Exception {
    InHand one = inHand(request(X)).taken().sent();

    assertThat(inHand(request(CANCEL_ALL).urgent()).taken().stops()).isFalse();

    one.call.checkLife(NOW);
    assertThat(one.accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatWasSentInVainIsStoppedBeforeItsNextAttempt() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    inHand(request(CANCEL_ALL).urgent()).taken().stops();

    one.rateLimited();

    Canceled canceled = catchCanceled(one);
    one.failed(canceled);
    assertThat(inHand(request(X).written(NOW.plusSeconds(1))).recall())
        .isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void aCancelIsToldThatItHasStoppedAllThatItNames() throws Exception {
    inHand(request(X)).taken();
    inHand(request(order("y", "1"))).taken();

    assertThat(inHand(request(CANCEL_X)).taken().stops()).isTrue();
    assertThat(
            inHand(request("{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"x\",\"y\"]}"))
                .taken()
                .stops())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANCEL_ALL,
        "{\"endpoint\":\"CancelOrder\",\"txid\":\"O\"}",
        "{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"other\"}",
        "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"other\",\"x\"]}",
        "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"x\"],\"orders\":[\"O\"]}"
      })
  void whatMayNameMoreThanWasStoppedIsAskedOfKraken(String cancel) throws Exception {
    inHand(request(X)).taken();

    assertThat(inHand(request(cancel)).taken().stops()).isFalse();
  }

  @Test
  void aCancelOfAnOrderThatIsDecidedIsAskedOfKrakenThoughARepeatOfItIsInHand() throws Exception {
    InHand repeat = inHand(request(X)).taken();
    inHand(request(X)).taken().sent().accepted();

    assertThat(inHand(request(CANCEL_X)).taken().stops()).isFalse();
    assertThatCode(() -> repeat.call.checkLife(NOW)).doesNotThrowAnyException();
    assertThat(repeat.first().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void aCancelIsAskedOfKrakenThoughARepeatOfTheOrderWasInHand() throws Exception {
    InHand repeat = inHand(request(X)).taken();
    inHand(request(X)).taken().sent().accepted();
    process.journal.answered(repeat.first().request());

    assertThat(inHand(request(CANCEL_X)).taken().stops()).isFalse();
  }

  @Test
  void aRepeatOfACancelThatHasStoppedAnOrderGetsTheFirstOutcome() throws Exception {
    inHand(request(X)).taken();
    inHand(request(CANCEL_X).header("request-id", "one")).taken().stops();

    Result again =
        inHand(request(CANCEL_X).header("request-id", "one").written(NOW.plusSeconds(9))).first();

    assertThat(again.status()).isEqualTo(Status.ACCEPTED);
    assertThat(again.value().get("reason").textValue()).isEqualTo("STOPPED_BEFORE_SENDING");
    assertThat(inHand(request(X).written(NOW.plusSeconds(5))).recall())
        .isInstanceOf(Recalled.Nothing.class);
  }

  // Identities

  @ParameterizedTest
  @ValueSource(strings = {CANCEL_ALL, "{\"endpoint\":\"CancelAllOrdersAfter\",\"timeout\":60}"})
  void whatActsOnTheMomentIsMadeEachTime(String call) throws Exception {
    inHand(request(call).urgent().header("request-id", "same")).taken().sent().accepted("{}");

    InHand again = inHand(request(call).urgent().header("request-id", "same")).taken().sent();

    assertThat(again.accepted("{}").status()).isEqualTo(Status.ACCEPTED);
    assertThat(again.first().status()).isEqualTo(Status.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANCEL_X,
        "{\"endpoint\":\"CancelOrder\",\"txid\":\"O\"}",
        "{\"endpoint\":\"CancelOrderBatch\",\"cl_ord_ids\":[\"x\"]}",
        "{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"x\",\"order_qty\":\"1\"}",
        "{\"endpoint\":\"EditOrder\",\"txid\":\"O\",\"pair\":\"XBTUSD\",\"volume\":\"1\"}",
        "{\"endpoint\":\"AddOrder\",\"userref\":7,\"volume\":\"1\"}"
      })
  void whatPlacesNoNamedOrderIsKnownByItsIdentity(String call) throws Exception {
    InHand one = inHand(request(call).header("request-id", "same")).taken().sent();
    assertThat(topic.states()).containsEntry("req:same", "SENT");
    one.accepted("{}");

    process = topic.process();

    assertThat(topic.states()).containsExactly(Map.entry("req:same", "DONE"));
    assertThat(inHand(request(call).header("request-id", "same")).first().status())
        .isEqualTo(Status.ACCEPTED);
    assertIdReused(
        inHand(
            request("{\"endpoint\":\"CancelOrder\",\"txid\":\"other\"}")
                .header("request-id", "same")));
    assertThat(inHand(request(call).header("request-id", "other")).recall())
        .isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void anAmendmentIsNotTheOrderThatItNames() throws Exception {
    String amend = "{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"x\",\"order_qty\":\"1\"}";
    inHand(request(X)).taken().sent().accepted();

    assertThat(inHand(request(amend)).taken().sent().accepted("{}").status())
        .isEqualTo(Status.ACCEPTED);
    assertThat(inHand(request(amend)).recall()).isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void aCancelThatMayHaveWorkedIsNeverToldToHaveHadNoEffect() throws Exception {
    Request cancel = request(CANCEL_ALL).urgent().header("expires-at", "" + NOW).build();
    InHand before = inHand(cancel).taken().sent();
    assertThat(before.call.isOpen()).isFalse();

    process = topic.process();

    InHand again = inHand(cancel).taken();
    assertThat(again.call.isOpen()).isTrue();
    assertThatCode(() -> again.call.checkLife(NOW.plusSeconds(60))).doesNotThrowAnyException();
    assertThat(again.sent().accepted("{}").value().get("attempts").intValue()).isEqualTo(2);
  }

  @Test
  void aCancelThatAFormerOwnerSentIsMadeAgain() throws Exception {
    Request cancel = request(CANCEL_X).build();
    inHand(cancel).taken().sent();

    process = topic.process();

    assertThat(process.journal.leftBehind()).isEmpty();
    assertThat(inHand(request(X)).recall()).isInstanceOf(Recalled.Nothing.class);
    assertThat(inHand(cancel).taken().sent().accepted("{}").status()).isEqualTo(Status.ACCEPTED);
    assertThat(topic.process().journal.leftBehind()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {CANCEL_X, CANCEL_ALL})
  void aCancelThatMayHaveWorkedAndIsNotRepeatedAnyMoreStaysUnknown(String json) throws Exception {
    Request cancel = request(json).urgent().header("request-id", "stop").build();
    Request again = request(json).urgent().header("request-id", "stop").build();
    Result told = inHand(cancel).taken().sent().givenUp();
    assertThat(told.status()).isEqualTo(Status.UNKNOWN);
    boolean actsOnTheMoment = json.equals(CANCEL_ALL);

    assertThat(process.journal.isToBeToldUnknown(again, InHand.call(again)))
        .isEqualTo(!actsOnTheMoment);
    process = topic.process();

    assertThat(process.journal.leftBehind())
        .extracting(one -> one.request().place())
        .containsExactly(cancel.place());
    assertThat(inHand(cancel).recall())
        .isInstanceOfSatisfying(
            Recalled.Later.class, later -> assertThat(later.toBeLookedUp()).isPresent());
    assertThat(process.journal.isToBeToldUnknown(cancel, InHand.call(cancel))).isTrue();
    assertThat(process.journal.released(clock.instant())).isEmpty();
    assertThat(inHand(again).recall() instanceof Recalled.Nothing).isEqualTo(actsOnTheMoment);
    assertThat(inHand(request(json).urgent().header("request-id", "another")).recall())
        .isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void aCancelThatSharesItsIdentityWithAnotherWaitsForItAndIsRefused() throws Exception {
    InHand one = inHand(request(CANCEL_X).header("request-id", "same")).taken();
    InHand two =
        inHand(
                request("{\"endpoint\":\"CancelOrder\",\"cl_ord_id\":\"y\"}")
                    .header("request-id", "same"))
            .taken();
    one.sent();

    assertThatThrownBy(two::sent).isInstanceOf(Overtaken.class);
    assertThat(two.recall()).isInstanceOf(Recalled.Later.class);
    one.accepted("{\"count\":1}");

    assertThatThrownBy(two::recall).isInstanceOf(Rejection.class);
  }

  @Test
  void aCancelThatIsInTwoHandsIsOneCancel() throws Exception {
    Request request = request(CANCEL_X).build();
    InHand one = inHand(request).taken();
    InHand two = inHand(request).taken();
    one.sent();

    assertThatThrownBy(two::sent).isInstanceOf(Overtaken.class);

    two.taken().sent();
    assertThat(two.call.attempts()).isEqualTo(2);
    assertThat(two.call.isOpen()).as("the other attempt may have canceled it").isTrue();
  }

  @Test
  void aCancelThatWaitedAndWasSentIsMadeAgainAfterACrash() throws Exception {
    InHand order = inHand(request(X)).taken().sent();
    order.unknown();
    Request cancel = request(CANCEL_X).build();
    inHand(cancel).recall(); // waits, so its record is committed
    order.accepted();
    assertThat(process.journal.released(clock.instant())).containsExactly(cancel);
    inHand(cancel).taken().sent();

    process = topic.process();

    List<Request> reminded = process.journal.released(clock.instant());
    assertThat(reminded).extracting(Request::place).containsExactly(cancel.place());
    assertThat(inHand(reminded.get(0)).taken().sent().accepted("{}").status())
        .isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whatMayNeverBeProvenIsToldToBeUnknownAndARepeatOfAnOrderOnlyWaits() throws Exception {
    Request order = request(X).build();
    Request amend =
        request("{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"x\",\"order_qty\":\"2\"}")
            .header("request-id", "amend")
            .build();
    Request again =
        request("{\"endpoint\":\"AmendOrder\",\"cl_ord_id\":\"x\",\"order_qty\":\"2\"}")
            .header("request-id", "amend")
            .build();
    inHand(amend).taken().sent();
    inHand(order).taken().sent();

    process = topic.process();

    assertThat(process.journal.isToBeToldUnknown(order, InHand.call(order))).isTrue();
    assertThat(process.journal.isToBeToldUnknown(amend, InHand.call(amend))).isTrue();
    assertThat(process.journal.isToBeToldUnknown(again, InHand.call(again))).isTrue();
    Request repeat = request(X).build();
    assertThat(process.journal.isToBeToldUnknown(repeat, InHand.call(repeat))).isFalse();
  }

  // Batches

  @Test
  void aBatchIsKnownByEachOfItsOrders() throws Exception {
    InHand one = inHand(request(batch("a", "b"))).taken().sent();
    assertThat(topic.states()).containsExactly(Map.entry("a", "SENT"), Map.entry("b", "SENT"));
    topic.compact();
    assertThat(topic.process().journal.leftBehind()).hasSize(1);
    process.takesOver();

    one.accepted("{\"orders\":[{\"txid\":\"O1\"},{\"error\":\"EOrder:Insufficient funds\"}]}");

    assertThat(topic.states()).containsExactly(Map.entry("a", "DONE"), Map.entry("b", "DONE"));
    process = topic.process();
    Result again = inHand(request(batch("a", "b"))).first();
    assertThat(again.value().get("orders").findValuesAsText("status"))
        .containsExactly("accepted", "rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void aBatchOfWhichOneNameWasUsedIsRefused(String used) throws Exception {
    inHand(request(order(used, "1"))).taken().sent().accepted();

    assertIdReused(inHand(request(batch("a", "b"))));
  }

  @Test
  void aBatchThatSharesOneNameWithAnotherIsRefused() throws Exception {
    inHand(request(batch("a", "b"))).taken().sent().accepted("{\"orders\":[]}");

    assertIdReused(inHand(request(batch("b", "c"))));
    assertIdReused(inHand(request(order("b", "1"))));
    assertThat(inHand(request(batch("c", "d"))).recall()).isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void aBatchWaitsForOneUndecidedOrder() throws Exception {
    InHand one = inHand(request(order("b", "1"))).taken().sent();
    one.unknown();
    Request batch = request(batch("a", "b")).build();

    assertThat(inHand(batch).recall()).isInstanceOf(Recalled.Later.class);
    one.accepted();
    assertThat(process.journal.released(clock.instant())).containsExactly(batch);
    assertIdReused(inHand(batch));
  }

  @Test
  void aBatchThatGivesUpAfterOneOfItsNamesWasTakenHasItsOwnOutcome() throws Exception {
    InHand batch = inHand(request(batch("a", "b"))).taken().sent().rateLimited();
    inHand(request(order("b", "1"))).taken().sent().accepted();

    Result result = batch.failed(new RateLimited("EAPI:Rate limit exceeded", Optional.empty()));

    assertThat(result.status()).isEqualTo(Status.REJECTED);
    assertThat(inHand(request(order("b", "1"))).first().status()).isEqualTo(Status.ACCEPTED);
    assertThat(inHand(batch.request).first().status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void aBatchWithoutEffectIsErasedAsAWhole() throws Exception {
    inHand(request(batch("a", "b"))).taken().sent().rateLimited();

    assertThat(topic.states()).isEmpty();
    assertThat(topic.process().journal.size()).isZero();
  }

  // Writes that fail

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"BEFORE_IT_TOOK_EFFECT", "AFTER_IT_TOOK_EFFECT"})
  void anAttemptThatCouldNotBeWrittenDownLeavesNothingInMemory(Trouble trouble) throws Exception {
    InHand one = inHand(request(X)).taken();
    topic.trouble = trouble;

    assertThatThrownBy(one::sent).isInstanceOf(KafkaException.class);

    assertThat(one.call.attempts()).isZero();
    assertThat(process.journal.size()).isZero();
    assertThat(process.journal.leftBehind()).isEmpty();
  }

  @Test
  void anAttemptThatWasNotWrittenDownIsMadeLater() throws Exception {
    InHand one = inHand(request(X)).taken();
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;
    assertThatThrownBy(one::sent).isInstanceOf(KafkaException.class);

    process.takesOver();

    assertThat(one.taken().sent().accepted().value().get("attempts").intValue()).isEqualTo(1);
  }

  @Test
  void anAttemptThatWasWrittenDownAfterAllIsLookedUpAndNeverMade() throws Exception {
    InHand one = inHand(request(X)).taken();
    topic.trouble = Trouble.AFTER_IT_TOOK_EFFECT;
    assertThatThrownBy(one::sent).isInstanceOf(KafkaException.class);

    process.takesOver();

    assertThatThrownBy(one::sent).isInstanceOf(Overtaken.class);
    assertThat(((Recalled.Later) one.recall()).toBeLookedUp()).isPresent();
    assertThat(process.journal.leftBehind()).hasSize(1);
  }

  @Test
  void aSecondAttemptThatWasWrittenDownAfterAllIsLookedUpToo() throws Exception {
    InHand one = inHand(request(X)).taken().sent().rateLimited();
    topic.trouble = Trouble.AFTER_IT_TOOK_EFFECT;
    assertThatThrownBy(one.taken()::sent).isInstanceOf(KafkaException.class);

    process.takesOver();

    Recalled.Later later = (Recalled.Later) one.recall();
    assertThat(later.toBeLookedUp().orElseThrow().call().attempts()).isEqualTo(2);
    assertThat(one.call.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"BEFORE_IT_TOOK_EFFECT", "AFTER_IT_TOOK_EFFECT"})
  void anOutcomeIsToldOnlyOnceItIsWrittenDown(Trouble trouble) throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    topic.trouble = trouble;
    assertThatThrownBy(one::accepted).isInstanceOf(KafkaException.class);

    process.takesOver();
    Result again = one.accepted();

    assertThat(again.status()).isEqualTo(Status.ACCEPTED);
    assertThat(topic.states()).containsExactly(Map.entry("x", "DONE"));
    assertThat(process.journal.leftBehind()).isEmpty();
  }

  @Test
  void whoseOutcomeIsStillToBeWrittenDownIsNotLookedUp() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;
    assertThatThrownBy(one::accepted).isInstanceOf(KafkaException.class);

    process.takesOver();

    assertThat(process.journal.leftBehind()).isEmpty();
  }

  @Test
  void aRequestThatCouldNotBeNotedDoesNotWait() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    one.unknown();
    InHand two = inHand(request(X));
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;

    assertThatThrownBy(two::recall).isInstanceOf(KafkaException.class);
    assertThat(process.journal.size()).isEqualTo(1);

    process.takesOver();
    assertThat(two.recall()).isInstanceOf(Recalled.Later.class);
    assertThat(topic.process().journal.size()).isEqualTo(2);
  }

  @Test
  void aCancelThatCouldNotBeNotedHasStoppedNothing() throws Exception {
    InHand order = inHand(request(X)).taken();
    InHand cancel = inHand(request(CANCEL_X)).taken();
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;

    assertThatThrownBy(cancel::stops).isInstanceOf(KafkaException.class);
    assertThatCode(() -> order.call.checkLife(NOW)).doesNotThrowAnyException();

    process.takesOver();
    assertThat(cancel.stops()).isTrue();
    assertThatThrownBy(order::sent).isInstanceOf(Canceled.class);
  }

  @Test
  void whoWaitedIsKnownToWaitUntilThatIsErased() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    Request two = request(X).build();
    inHand(two).recall();
    one.accepted();
    process.journal.released(clock.instant());
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;
    assertThatThrownBy(() -> process.journal.answered(two)).isInstanceOf(KafkaException.class);

    process.takesOver();
    process.journal.answered(two);

    assertThat(topic.states()).containsOnlyKeys("x");
  }

  @Test
  void aFormerOwnerWritesNothing() throws Exception {
    InHand unsent = inHand(request(X)).taken();
    InHand limited = inHand(request(order("y", "1"))).taken().sent();
    InHand answered = inHand(request(order("z", "1"))).taken().sent();
    InHand cancel = inHand(request(CANCEL_ALL).urgent()).taken();
    topic.process();
    long writes = topic.writes();

    assertThatThrownBy(unsent::sent).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(limited::rateLimited).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(answered::accepted).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(cancel::stops).isInstanceOf(RejectedExecutionException.class);
    assertThat(topic.writes()).isEqualTo(writes);
    assertThat(unsent.call.attempts()).isZero();
  }

  @Test
  void whoComesBackKnowsWhatTheOtherHasDone() throws Exception {
    SampleTopic.Process first = process;
    InHand unsent = inHand(request(X)).taken();
    InHand underWay = inHand(request(order("y", "1"))).taken().sent();
    process = topic.process();
    inHand(unsent.request).taken().sent().accepted();
    leftBehind().failed(new IllegalStateException("not placed"));

    first.journal.standBy();
    first.takesOver();

    assertThatThrownBy(unsent::sent).isInstanceOf(Overtaken.class);
    assertThat(unsent.first().status()).isEqualTo(Status.ACCEPTED);
    assertThat(underWay.accepted().status()).isEqualTo(Status.REJECTED);
    assertThat(first.journal.leftBehind()).isEmpty();
  }

  @Test
  void aResultThatWasLookedUpIsToldAfterACrashBeforeItsPublication() throws Exception {
    InHand one = inHand(request(X)).taken().sent();
    one.unknown(); // so its record is committed
    process.journal.outcome(one.results.refused(one.request, one.call, new LockedOut(NOW)));
    assertThat(process.journal.released(clock.instant())).isEmpty();

    process = topic.process();

    List<Request> reminded = process.journal.released(clock.instant());
    assertThat(reminded).extracting(Request::place).containsExactly(one.request.place());
    inHand(reminded.get(0)).first();
    process.journal.answered(reminded.get(0));
    assertThat(topic.states()).containsExactly(Map.entry("x", "DONE"));
  }

  @Test
  void whoComesBackSaysNothingOfAnAttemptThatTheOtherHasMade() throws Exception {
    SampleTopic.Process first = process;
    InHand waited = inHand(request(X)).taken();
    process = topic.process();
    inHand(waited.request).taken().sent();
    first.takesOver();

    Result result = waited.expired();

    assertThat(result.status()).isEqualTo(Status.UNKNOWN);
    assertThat(result.value().get("final").booleanValue()).isFalse();
    assertThat(topic.states()).containsEntry("x", "SENT");
    assertThat(first.journal.leftBehind()).hasSize(1);
  }

  @Test
  void whoComesBackDoesNotSendWhatTheOtherHasAnswered() throws Exception {
    SampleTopic.Process first = process;
    InHand waited = inHand(request(X)).taken();
    process = topic.process();
    Result told = inHand(waited.request).taken().expired();
    first.takesOver();

    assertThatThrownBy(waited::sent).isInstanceOf(Overtaken.class);
    assertThat(waited.failed(new LockedOut(NOW)).value()).hasToString(told.value().toString());
  }

  @Test
  void whatWasToldOfARequestStaysThoughItsNameIsDecidedLater() throws Exception {
    SampleTopic.Process first = process;
    InHand waited = inHand(request(X)).taken();
    process = topic.process();
    inHand(waited.request).taken().expired();
    inHand(request(X)).taken().sent().accepted();
    first.takesOver();

    assertThat(waited.expired().status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void aRepeatThatExpiresGetsTheFirstOutcomeIfThereIsOneMeanwhile() throws Exception {
    InHand repeat = inHand(request(X)).taken();
    inHand(request(X)).taken().sent().accepted();

    assertThat(repeat.expired().status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void whoStandsByReadsOn() throws Exception {
    SampleTopic.Process standby = topic.standby().readsOn();
    InHand one = inHand(request(X)).taken().sent();
    standby.readsOn();
    one.rateLimited().taken().sent().accepted();

    process = standby.takesOver();

    assertThat(process.journal.leftBehind()).isEmpty();
    assertThat(inHand(request(X)).first().status()).isEqualTo(Status.ACCEPTED);
  }

  // What is forgotten

  @Test
  void namesAreForgottenAfterADayAndNotBefore() throws Exception {
    clock.advance(Duration.ofMillis(999));
    inHand(request(X)).taken().sent().accepted();
    inHand(request(order("y", "1")).written(NOW)).taken().failed(new LockedOut(NOW));
    inHand(request(CANCEL_ALL).written(NOW)).taken().stops();
    assertThat(process.journal.size()).isEqualTo(3);

    clock.advance(Duration.ofHours(24).minusMillis(1));
    process.journal.sweep(clock.instant());
    assertThat(process.journal.size()).isEqualTo(3);
    assertIdReused(inHand(request(order("x", "2"))));

    clock.advance(Duration.ofMillis(1_001));
    process.journal.sweep(clock.instant());
    assertThat(process.journal.size()).isZero();
    assertThat(topic.states()).isEmpty();
    assertThat(inHand(request(order("x", "2"))).recall()).isInstanceOf(Recalled.Nothing.class);
  }

  @Test
  void whatHasNoOutcomeIsNotForgotten() throws Exception {
    inHand(request(X)).taken().sent().unknown();
    inHand(request(X)).recall();

    clock.advance(Duration.ofDays(3));
    process.journal.sweep(clock.instant());

    assertThat(process.journal.size()).isEqualTo(2);
    assertThat(process.journal.leftBehind()).hasSize(1);
  }

  @Test
  void theAgeOfANameIsKnownAfterATakeOver() throws Exception {
    inHand(request(X)).taken().sent().accepted();
    clock.advance(Duration.ofHours(23));
    process = topic.process();

    clock.advance(Duration.ofMinutes(61));
    process.journal.sweep(clock.instant());

    assertThat(process.journal.size()).isZero();
  }

  @Test
  void someAreForgottenAtOnceAndTheRestLater() throws Exception {
    for (int i = 0; i < 501; i++) {
      inHand(request(order("x" + i, "1"))).taken().sent().accepted();
    }
    clock.advance(Duration.ofHours(25));

    process.journal.sweep(clock.instant());
    assertThat(process.journal.size()).isEqualTo(1);
    process.journal.sweep(clock.instant());
    assertThat(process.journal.size()).isZero();
    long writes = topic.writes();
    process.journal.sweep(clock.instant());
    assertThat(topic.writes()).isEqualTo(writes);
  }

  @Test
  void whatCouldNotBeForgottenIsStillKnown() throws Exception {
    inHand(request(X)).taken().sent().accepted();
    clock.advance(Duration.ofHours(25));
    topic.trouble = Trouble.BEFORE_IT_TOOK_EFFECT;

    assertThatThrownBy(() -> process.journal.sweep(clock.instant()))
        .isInstanceOf(KafkaException.class);

    assertThat(process.journal.size()).isEqualTo(1);
  }

  @Test
  void aFullJournalRefusesNamesAndTakesCancels() throws Exception {
    process = topic.process(3);
    for (int i = 0; i < 3; i++) {
      inHand(request(order("x" + i, "1"))).taken().sent().accepted();
    }
    InHand order = inHand(request(X)).taken();

    assertThatThrownBy(order::sent)
        .isInstanceOfSatisfying(
            Rejection.class, why -> assertThat(why.reason()).isEqualTo("JOURNAL_FULL"));
    assertThat(topic.states()).doesNotContainKey("x");
    assertThat(inHand(request(order("x1", "1"))).first().status()).isEqualTo(Status.ACCEPTED);
    assertThatCode(inHand(request("{\"endpoint\":\"CancelOrder\",\"txid\":\"O\"}")).taken()::sent)
        .doesNotThrowAnyException();
    assertThatCode(inHand(request(CANCEL_ALL).urgent()).taken()::sent).doesNotThrowAnyException();
  }

  @Test
  void aJournalThatIsNotFullAnyMoreTakesNames() throws Exception {
    process = topic.process(1);
    inHand(request(X)).taken().sent().accepted();
    clock.advance(Duration.ofHours(25));
    assertThatThrownBy(inHand(request(order("y", "1"))).taken()::sent)
        .isInstanceOf(Rejection.class);

    process.journal.sweep(clock.instant());

    assertThat(inHand(request(X)).taken().sent().accepted().status()).isEqualTo(Status.ACCEPTED);
  }

  private SampleRequest request(String json) {
    return SampleRequest.of(json).at(offset++).written(NOW);
  }

  private InHand inHand(SampleRequest sample) {
    return inHand(sample.build());
  }

  private InHand inHand(Request request) {
    return new InHand(process, request, clock);
  }

  /** The only one that a former owner has left without an outcome. */
  private InHand leftBehind() {
    List<Entry.Sent> left = process.journal.leftBehind();
    assertThat(left).hasSize(1);
    return new InHand(process, left.get(0), clock);
  }

  private static Rejection assertIdReused(InHand one) throws Canceled {
    try {
      one.recall();
    } catch (Rejection refused) {
      assertThat(refused.reason()).isEqualTo("ID_REUSED");
      return refused;
    }
    throw new AssertionError("the name of another request was taken");
  }

  private static Canceled catchCanceled(InHand one) throws Rejection {
    try {
      one.recall();
    } catch (Canceled canceled) {
      return canceled;
    }
    throw new AssertionError("nothing has stopped it");
  }

  private static String order(String clOrdId, String volume) {
    return "{\"endpoint\":\"AddOrder\",\"cl_ord_id\":\"%s\",".formatted(clOrdId)
        + TERMS.formatted(volume);
  }

  private static String tagged(String volume) {
    return "{\"endpoint\":\"AddOrder\",\"userref\":7," + TERMS.formatted(volume);
  }

  private static String batch(String... clOrdIds) {
    return "{\"endpoint\":\"AddOrderBatch\",\"pair\":\"XBTUSD\",\"orders\":[%s]}"
        .formatted(
            String.join(
                ",",
                List.of(clOrdIds).stream()
                    .map(id -> "{\"cl_ord_id\":\"%s\",\"volume\":\"1\"}".formatted(id))
                    .toList()));
  }
}
