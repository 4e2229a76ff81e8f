package io.github.camelkraken.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.accounts.Account;
import io.github.camelkraken.accounts.Accounts;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.market.MarketPairs;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Json;
import io.github.camelkraken.rest.PrivateCall;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Body;

/** Reads what a request asks for. */
@Singleton
@Named("requestReader")
public class RequestReader {
  private static final int LARGEST = 64 * 1024;

  private static final int LONGEST_ID = 256;
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  private static final String EXPIRES_AT = "expires-at";
  private static final String VALIDATE = "validate";
  private static final String CL_ORD_ID = "cl_ord_id";

  private final Accounts accounts;
  private final MarketPairs pairs;
  private final KrakenConfig config;
  private final Clock clock;

  public RequestReader(Accounts accounts, MarketPairs pairs, KrakenConfig config, Clock clock) {
    this.accounts = accounts;
    this.pairs = pairs;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The call that a request asks for.
   *
   * @throws Unreadable if it is no JSON object
   * @throws InvalidRequest if it cannot be carried out as it is
   * @throws ForbiddenByMode if it would change something and the account is not live
   */
  public PrivateCall read(@Body Request request)
      throws Unreadable, InvalidRequest, ForbiddenByMode {
    JsonNode given = object(request);
    if (request.id().length() > LONGEST_ID) {
      throw new InvalidRequest("request-id: expects at most " + LONGEST_ID + " characters");
    }
    Endpoint row = endpoint(request, given);
    Account account = account(request);
    Instant expiresAt = expiresAt(request, row);
    ObjectNode parameters = Parameters.read(row, given, pairs::find);
    if (account.mode() == TradingMode.VALIDATE && row.takes(Feature.VALIDATE)) {
      parameters.put(VALIDATE, true);
    }
    identify(parameters, row, account.name() + "\n" + request.id());
    PrivateCall call =
        new PrivateCall(account.name(), row, parameters, request.urgent(), expiresAt);
    if (account.mode() == TradingMode.VALIDATE && call.changes()) {
      throw new ForbiddenByMode(
          row.name()
              + " would change something and Kraken cannot only check it; account "
              + account.name()
              + " is in mode validate (kraken.trading.mode)");
    }
    return call;
  }

  /** What can be told of a request that cannot be carried out: its text field of this name. */
  static Optional<String> given(Request request, String field) {
    try {
      return Optional.ofNullable(object(request).path(field).textValue())
          .filter(text -> text.length() <= LONGEST_ID);
    } catch (Unreadable notAnObject) {
      return Optional.empty();
    }
  }

  private static JsonNode object(Request request) throws Unreadable {
    byte[] value = request.value();
    if (value == null || value.length == 0) {
      throw new Unreadable("EMPTY", "the record has no value; a request is a JSON object");
    }
    refuseLarge(value.length, "bytes");
    // The journal writes these down, too
    refuseLarge(request.sizeOfKeyAndHeaders(), "bytes of key and headers");
    JsonNode given;
    try {
      given = Json.read(value);
    } catch (JsonProcessingException notJson) {
      notJson.clearLocation();
      String why = notJson.getOriginalMessage().replaceAll("\\s+", " ");
      throw new Unreadable(
          "NOT_JSON", "not JSON: " + (why.length() <= 200 ? why : why.substring(0, 200) + "…"));
    } catch (IOException impossible) {
      throw new Unreadable("NOT_JSON", "not JSON");
    }
    if (!given.isObject()) {
      throw new Unreadable("NOT_AN_OBJECT", "JSON, but no object with an endpoint and parameters");
    }
    return given;
  }

  private static Endpoint endpoint(Request request, JsonNode given) throws InvalidRequest {
    JsonNode name = given.path("endpoint");
    if (!name.isTextual()) {
      throw new InvalidRequest("endpoint: expects the name of one, out of " + endpoints(request));
    }
    Endpoint row = EndpointCatalogue.find(name.textValue()).orElse(null);
    if (row != null && row.group() == Group.INTERNAL) {
      throw new InvalidRequest(
          "endpoint: %s is not served, its answer is a secret or no JSON".formatted(row.name()));
    }
    if (row == null || !row.comesOn(request.group(), request.urgent())) {
      throw new InvalidRequest(
          "endpoint: %s is not served on %s, which serves %s"
              .formatted(
                  row == null ? "that name" : row.name(), request.topic(), endpoints(request)));
    }
    return row;
  }

  private static String endpoints(Request request) {
    return EndpointCatalogue.all().stream()
        .filter(row -> row.comesOn(request.group(), request.urgent()))
        .map(Endpoint::name)
        .collect(Collectors.joining(", "));
  }

  private Account account(Request request) throws InvalidRequest {
    Optional<Account> account = accounts.find(request.account());
    if (account.isEmpty()) {
      throw new InvalidRequest(
          "key: names no account that is configured; there is "
              + accounts.all().stream().map(Account::name).collect(Collectors.joining(", ")));
    }
    return account.get();
  }

  /** A producer whose clock is ahead does not lengthen the life of its requests. */
  private Instant expiresAt(Request request, Endpoint row) throws InvalidRequest {
    Instant now = clock.instant();
    Optional<String> header = request.header(EXPIRES_AT);
    if (header.isPresent()) {
      Instant end = Values.time(EXPIRES_AT, header.get());
      if (end.isAfter(now.plus(LONGEST_LIFE))) {
        throw new InvalidRequest(EXPIRES_AT + ": expects a time at most 24 h ahead");
      }
      return end;
    }
    if (row.takes(Feature.LASTING)) {
      return null;
    }
    Instant begin = request.recordTime().isAfter(now) ? now : request.recordTime();
    return begin.plus(config.requestTtl().value());
  }

  private static void refuseLarge(int size, String what) throws Unreadable {
    if (size > LARGEST) {
      throw new Unreadable(
          "TOO_LARGE", "%d %s; a request has at most %d".formatted(size, what, LARGEST));
    }
  }

  /** Gives an order that names itself neither by cl_ord_id nor by userref an identity. */
  private static void identify(ObjectNode parameters, Endpoint row, String identity) {
    if (row.takes(Feature.BATCH)) {
      for (int i = 0; i < parameters.path("orders").size(); i++) {
        identify((ObjectNode) parameters.path("orders").get(i), identity + "\n" + i);
      }
    } else if (row.name().equals("AddOrder")) {
      identify(parameters, identity);
    }
  }

  private static void identify(ObjectNode order, String identity) {
    if (!order.has(CL_ORD_ID) && !order.has("userref")) {
      order.put(
          CL_ORD_ID, UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString());
    }
  }
}
