package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Account;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.rest.Ambiguous;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Canceled;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.Expired;
import io.github.camelkraken.rest.InvalidNonce;
import io.github.camelkraken.rest.KeyFault;
import io.github.camelkraken.rest.KrakenException;
import io.github.camelkraken.rest.LockedOut;
import io.github.camelkraken.rest.MarketState;
import io.github.camelkraken.rest.NotDelivered;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.RateLimited;
import io.github.camelkraken.rest.Refused;
import io.github.camelkraken.rest.Transient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

/** Says what became of a request, in the contract's words. */
@Singleton
@Named("results")
public class Results {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TXID = "txid";
  private static final String ERROR = "error";
  private static final String ERRORS = "errors";
  private static final String REASON = "reason";
  private static final String DETAIL = "detail";
  private static final String CL_ORD_ID = "cl_ord_id";
  private static final String STATUS = "status";
  private static final String ORDERS = "orders";
  private static final List<String> KEYS = List.of("apiKey", "api_key");
  private static final int SHOWN_OF_A_KEY = 4;

  private final Accounts accounts;
  private final Clock clock;

  public Results(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Kraken took the call, or at least one order of a batch. */
  public Result accepted(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @Body Answer answer) {
    Status taken = call.isValidating() ? Status.VALIDATED : Status.ACCEPTED;
    JsonNode given = answer.result();
    ArrayNode orders = call.row().takes(Feature.BATCH) ? orders(call, given, taken) : null;
    boolean refused =
        orders != null
            && !orders.isEmpty()
            && StreamSupport.stream(orders.spliterator(), false)
                .noneMatch(order -> order.path(STATUS).asText().equals(taken.toString()));
    ObjectNode value = value(request, call, refused ? Status.REJECTED : taken, answer.receivedAt());
    if (orders == null) {
      value.set(TXID, txids(given));
    } else {
      value.set(ORDERS, orders);
      ArrayNode txids = value.putArray(TXID);
      orders.forEach(order -> txids.addAll((ArrayNode) order.get(TXID)));
    }
    if (refused) {
      value.put(REASON, "KRAKEN_REFUSED");
      value.put(DETAIL, "Kraken refused each of the orders");
    }
    value.set("result", withoutKey(given));
    return new Result(request, call, refused ? Status.REJECTED : taken, value);
  }

  /**
   * A repeated cancel found nothing to cancel any more: an attempt before may have done it, and
   * whatever it was, the order is not open now.
   */
  public Result notOpen(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeException KrakenException failure) {
    ObjectNode value = value(request, call, Status.ACCEPTED, clock.instant());
    value.put(REASON, "NOT_OPEN");
    value.put(DETAIL, "after an attempt without an answer Kraken knows no such open order");
    failure.errors().forEach(((ArrayNode) value.get(ERRORS))::add);
    return new Result(request, call, Status.ACCEPTED, value);
  }

  /** A cancel whose orders had not been sent: nothing had to be asked of Kraken. */
  public Result stoppedBeforeSending(Request request, PrivateCall call) {
    ObjectNode value = value(request, call, Status.ACCEPTED, clock.instant());
    value.put(REASON, "STOPPED_BEFORE_SENDING");
    value.put(DETAIL, "what it names had not been sent to Kraken yet, and is not any more");
    return new Result(request, call, Status.ACCEPTED, value);
  }

  /** Nothing took effect; the reason is that of the failure's class. */
  public Result refused(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeException Exception failure) {
    return failure instanceof Expired
        ? failed(Status.EXPIRED, null, request, call, failure)
        : failed(Status.REJECTED, reason(failure), request, call, failure);
  }

  /** The record is no request; if it was named in a header it gets a result all the same. */
  public DeadLetter unreadable(
      @Variable("request") Request request, @ExchangeException Unreadable why) {
    return new DeadLetter(
        request, why, request.givenId().isPresent() ? refused(request, null, why) : null);
  }

  /**
   * An attempt may have taken effect; this is not the last word.
   *
   * @param failure of the last attempt; its reason is told if another one was without an answer
   */
  public Result unknown(
      @Variable("request") Request request,
      @Variable("call") PrivateCall call,
      @ExchangeException Exception failure) {
    String reason = failure instanceof Ambiguous ? null : reason(failure);
    return failed(Status.UNKNOWN, reason, request, call, failure);
  }

  /** The same was attempted before, without an answer; this is not the last word. */
  public Result undecided(Request request, PrivateCall call) {
    ObjectNode value = value(request, call, Status.UNKNOWN, clock.instant());
    value.put(DETAIL, "an attempt that was made before may have taken effect; it is looked up");
    return new Result(request, call, Status.UNKNOWN, value);
  }

  /** The contract's code for a failure by which nothing took effect. */
  private static String reason(Exception failure) {
    if (failure instanceof RateLimited) {
      return "RATE_LIMITED";
    } else if (failure instanceof Transient || failure instanceof NotDelivered) {
      return "UNAVAILABLE";
    } else if (failure instanceof MarketState) {
      return "MARKET_STATE";
    } else if (failure instanceof Refused) {
      return "KRAKEN_REFUSED";
    } else if (failure instanceof LockedOut) {
      return "LOCKED_OUT";
    } else if (failure instanceof KeyFault || failure instanceof InvalidNonce) {
      return "KEY_FAULT";
    } else if (failure instanceof Canceled) {
      return "CANCELED";
    } else if (failure instanceof Rejection rejection) {
      return rejection.reason();
    } else if (failure instanceof ForbiddenByMode) {
      return "VALIDATE_MODE";
    } else if (failure instanceof InvalidRequest || failure instanceof Unreadable) {
      return "INVALID_REQUEST";
    }
    return "GATEWAY_FAULT";
  }

  private Result failed(
      Status status, String reason, Request request, PrivateCall call, Exception failure) {
    ObjectNode value = value(request, call, status, clock.instant());
    value.put(REASON, reason);
    value.put(DETAIL, failure == null ? null : failure.getMessage());
    if (failure instanceof KrakenException kraken) {
      kraken.errors().forEach(((ArrayNode) value.get(ERRORS))::add);
    }
    if (failure instanceof LockedOut lockedOut) {
      lockedOut.until().ifPresent(until -> value.put("retry_at", until.toString()));
    }
    return new Result(request, call, status, value);
  }

  /**
   * All fields that every result has, in the contract's order.
   *
   * @param call null if the request could not be read
   * @param answeredAt when the outcome was known
   */
  public ObjectNode value(Request request, PrivateCall call, Status status, Instant answeredAt) {
    ObjectNode value = JSON.objectNode();
    value.put("request_id", request.id());
    value.put("account", request.account());
    value.put(
        "endpoint",
        call == null ? RequestReader.given(request, "endpoint").orElse(null) : call.endpoint());
    value.put(
        "mode",
        accounts.find(request.account()).map(Account::mode).map(Object::toString).orElse(null));
    value.put(STATUS, status.toString());
    value.put("final", status.isFinal());
    value.putNull(REASON);
    value.putNull(DETAIL);
    value.putArray(ERRORS);
    value.put(
        CL_ORD_ID,
        call == null
            ? RequestReader.given(request, CL_ORD_ID).orElse(null)
            : call.parameters().path(CL_ORD_ID).textValue());
    value.putArray(TXID);
    value.putNull("result");
    value.put("attempts", call == null ? 0 : call.attempts());
    value
        .putObject("request")
        .put("topic", request.topic())
        .put("partition", request.partition())
        .put("offset", request.offset());
    value.put("received_at", request.receivedAt().toString());
    Optional<Instant> sentAt = call == null ? Optional.empty() : call.sentAt();
    value.put("sent_at", sentAt.map(Instant::toString).orElse(null));
    value.put("answered_at", sentAt.map(sent -> answeredAt.toString()).orElse(null));
    return value;
  }

  /** AddOrder tells an array, EditOrder and a batch's order a text (rest.md 11). */
  private static ArrayNode txids(JsonNode given) {
    ArrayNode txids = JSON.arrayNode();
    JsonNode txid = given.path(TXID);
    if (txid.isTextual()) {
      txids.add(txid.textValue());
    }
    if (txid.isArray()) {
      txid.forEach(one -> txids.add(one.asText()));
    }
    return txids;
  }

  private static ArrayNode orders(PrivateCall call, JsonNode given, Status taken) {
    ArrayNode orders = JSON.arrayNode();
    for (JsonNode answered : given.path(ORDERS)) {
      boolean refused = !answered.path(ERROR).asText("").isEmpty();
      ObjectNode order = orders.addObject();
      order.put(STATUS, (refused ? Status.REJECTED : taken).toString());
      order.set(
          CL_ORD_ID,
          call.parameters().path(ORDERS).path(orders.size() - 1).path(CL_ORD_ID).deepCopy());
      if (order.get(CL_ORD_ID).isMissingNode()) {
        order.putNull(CL_ORD_ID);
      }
      order.set(TXID, txids(answered));
      ArrayNode errors = order.putArray(ERRORS);
      if (refused) {
        errors.add(answered.path(ERROR).asText());
      }
    }
    return orders;
  }

  /** GetApiKeyInfo tells the key it was asked with. */
  private static JsonNode withoutKey(JsonNode given) {
    if (KEYS.stream().noneMatch(given::has)) {
      return given;
    }
    ObjectNode masked = given.deepCopy();
    for (String name : KEYS) {
      String key = masked.path(name).asText();
      if (!key.isEmpty()) {
        masked.put(name, key.substring(0, Math.min(SHOWN_OF_A_KEY, key.length() / 2)) + "…");
      }
    }
    return masked;
  }
}
