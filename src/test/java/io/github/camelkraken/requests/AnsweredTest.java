package io.github.camelkraken.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AnsweredTest {
  private final Answered answered = new Answered();
  private final Request request = at(1);

  @Test
  void aNewRecordIsNotKnown() {
    assertThat(answered.knows(request)).isFalse();
    assertThat(answered.hasResult(request)).isFalse();
  }

  @Test
  void theResultOfARecordIsRecalledWhenItComesAgain() {
    Result result = answered.remember(result(request, Status.ACCEPTED));

    assertThat(answered.knows(at(1))).isTrue();
    assertThat(answered.hasResult(at(1))).isTrue();
    assertThat(answered.recall(at(1))).isSameAs(result);
    assertThat(answered.knows(at(2))).isFalse();
  }

  @Test
  void theLastWordFollowsAnInterimOne() {
    answered.remember(result(request, Status.UNKNOWN));
    Result last = answered.remember(result(request, Status.NOT_PLACED));

    assertThat(answered.recall(request)).isSameAs(last);
  }

  @Test
  void theLastWordStays() {
    Result last = answered.remember(result(request, Status.ACCEPTED));
    answered.remember(result(request, Status.UNKNOWN));
    answered.remember(result(request, Status.REJECTED));

    assertThat(answered.recall(request)).isSameAs(last);
  }

  @Test
  void aRecordThatWaitsIsKnownAndHasNothingToSayYet() {
    answered.waits(request);

    assertThat(answered.knows(request)).isTrue();
    assertThat(answered.hasResult(request)).isFalse();

    Result result = answered.remember(result(request, Status.EXPIRED));
    assertThat(answered.recall(request)).isSameAs(result);
  }

  @Test
  void whatWasSaidIsNotForgottenByWaiting() {
    Result result = answered.remember(result(request, Status.ACCEPTED));
    answered.waits(request);

    assertThat(answered.recall(request)).isSameAs(result);
  }

  @Test
  void theAnswerToAQueryIsNotKept() {
    answered.remember(result(request, Status.ACCEPTED, "OpenOrders"));

    assertThat(answered.knows(request)).isFalse();
  }

  @Test
  void whatIsLongAgoIsForgotten() {
    answered.remember(result(request, Status.ACCEPTED));
    for (int offset = 2; offset <= 20_001; offset++) {
      answered.remember(result(at(offset), Status.ACCEPTED));
    }

    assertThat(answered.knows(request)).isFalse();
    assertThat(answered.knows(at(2))).isTrue();
  }

  private static Request at(long offset) {
    return SampleRequest.of("{}").at(offset).build();
  }

  private static Result result(Request request, Status status) {
    return result(request, status, "AddOrder");
  }

  private static Result result(Request request, Status status, String endpoint) {
    return new Result(
        request, status, JsonNodeFactory.instance.objectNode().put("endpoint", endpoint));
  }

  @Test
  void aRecordThatKafkaHandsOutTwiceIsDealtWithByOneConsumerAtATime() throws Exception {
    Request request = SampleRequest.of("{}").build();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange first = new DefaultExchange(camel);
      answered.begin(request, first);
      Thread other =
          new Thread(
              () -> {
                try {
                  answered.begin(request, new DefaultExchange(camel));
                } catch (InterruptedException interrupted) {
                  Thread.currentThread().interrupt();
                }
              });
      other.start();
      await().until(() -> other.getState() == Thread.State.WAITING);

      first
          .getExchangeExtension()
          .handoverCompletions()
          .forEach(completion -> completion.onFailure(first));

      other.join(10_000);
      assertThat(other.isAlive()).as("it goes on, even if the first one failed").isFalse();
    }
  }
}
