package io.github.camelkraken.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.requests.Request;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.PrivateCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that placed an order, or several, or none: nobody knows yet. It is decided once each order
 * was found among Kraken's open or closed ones, or was long enough in neither, on Kraken's clock
 * (errors.md 6).
 */
public final class Undecided {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String CL_ORD_ID = "cl_ord_id";
  private static final String USERREF = "userref";
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  /** Clocks are told in whole seconds, so a time may look so much too early. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Closed orders are asked for from a minute before the attempt on. */
  private static final Duration BEFORE = Duration.ofSeconds(60);

  /** Kraken shows closed orders by so many (rest.md 3.6). */
  private static final int PAGE = 50;

  /** And open ones up to so many (rest.md 10). */
  private static final int MOST_OPEN = 1000;

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** One order of the call. */
  public static final class Order {
    private final ObjectNode asked;
    private final String pair;
    private String txid;
    private JsonNode shown = JSON.nullNode();

    private Order(ObjectNode asked, String pair) {
      this.asked = asked;
      this.pair = pair;
    }

    /** Kraken's id of it, once it was found. */
    public Optional<String> txid() {
      return Optional.ofNullable(txid);
    }

    /** The order as Kraken shows it; a JSON null if it was not found. */
    public JsonNode shown() {
      return shown;
    }

    /** Its {@code cl_ord_id}; a JSON null if it has none. */
    public JsonNode clientId() {
      return asked.has(CL_ORD_ID) ? asked.get(CL_ORD_ID) : JSON.nullNode();
    }

    /** How requests and Kraken's views name it. */
    String name() {
      return asked.has(CL_ORD_ID)
          ? OrderNames.clientId(asked.get(CL_ORD_ID).asText())
          : OrderNames.userref(asked.path(USERREF).asText());
    }

    private void filter(ObjectNode parameters) {
      String name = asked.has(CL_ORD_ID) ? CL_ORD_ID : USERREF;
      parameters.set(name, asked.get(name));
    }

    /** Same name is not enough: an order of yesterday may have had it too. */
    private boolean mayBe(JsonNode other, Instant earliest) {
      boolean named =
          asked.has(CL_ORD_ID)
              ? other.path(CL_ORD_ID).asText().equals(asked.get(CL_ORD_ID).asText())
              : other.path(USERREF).asText().equals(asked.path(USERREF).asText());
      return named && !opened(other).isBefore(earliest);
    }

    private boolean fits(JsonNode other, Instant earliest) {
      JsonNode descr = other.path("descr");
      return mayBe(other, earliest)
          && (pair == null || descr.path("pair").asText().equals(pair))
          && descr.path("type").asText().equals(asked.path("type").asText())
          && (isOfOtherVolume()
              || isSameNumber(other.path("vol").asText(), asked.path("volume").asText()));
    }

    /** Kraken shows another volume where it is to close a position, or is in the quote asset. */
    private boolean isOfOtherVolume() {
      return isSameNumber("0", asked.path("volume").asText())
          || asked.path("oflags").asText().contains("viqc");
    }

    private static Instant opened(JsonNode order) {
      JsonNode seconds = order.path("opentm");
      return seconds.isNumber()
          ? Instant.EPOCH.plusNanos(seconds.decimalValue().multiply(NANOS).longValue())
          : Instant.EPOCH;
    }

    private static boolean isSameNumber(String one, String other) {
      try {
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
      } catch (NumberFormatException notANumber) {
        return false;
      }
    }
  }

  private final Request request;
  private final PrivateCall call;
  private final List<Order> orders = new ArrayList<>();
  private final Instant sent;
  private final Instant believed;
  private Duration pause = SHORTEST_PAUSE;
  private Instant nextLook;
  private Instant openSeen;

  /** Closed views of the present look that have not come, or not whole. */
  private int unseen;

  /** The present look has shown an order of the name and the time, but of other terms. */
  private boolean puzzling;

  private Instant decidedAt;

  /**
   * A call whose last attempt is without an answer.
   *
   * @param sent when that left, on Kraken's clock
   * @param window how long after the deadline Kraken's orders must stay empty
   * @param now this machine's clock
   */
  Undecided(Request request, PrivateCall call, Instant sent, Duration window, Instant now) {
    this.request = request;
    this.call = call;
    this.sent = sent;
    this.believed = call.deadline().orElse(sent).plus(window);
    this.nextLook = now;
    // That of a tokenized asset goes out by whatever name the request gave it.
    String pair =
        call.parameters().has("asset_class") ? null : call.parameters().path("pair").asText();
    if (call.row().takes(Feature.BATCH)) {
      call.parameters()
          .path("orders")
          .forEach(order -> orders.add(new Order((ObjectNode) order, pair)));
    } else {
      orders.add(new Order(call.parameters(), pair));
    }
  }

  public Request request() {
    return request;
  }

  public PrivateCall call() {
    return call;
  }

  public List<Order> orders() {
    return List.copyOf(orders);
  }

  /** The look at Kraken's open orders; of a batch they are all looked at in one call. */
  public PrivateCall openOrders() {
    ObjectNode parameters = JSON.objectNode();
    if (orders.size() == 1) {
      orders.get(0).filter(parameters);
    }
    return look("OpenOrders", parameters);
  }

  /** The looks at Kraken's closed orders, one for each order that is not found yet. */
  public List<PrivateCall> closedOrders() {
    return orders.stream()
        .filter(order -> order.txid == null)
        .map(
            order -> {
              ObjectNode parameters = JSON.objectNode();
              order.filter(parameters);
              parameters.put("start", String.valueOf(sent.minus(BEFORE).getEpochSecond()));
              parameters.put("without_count", true);
              return look("ClosedOrders", parameters);
            })
        .toList();
  }

  /** Takes an answer to {@link #openOrders()}. */
  void sawOpen(Answer answer) {
    JsonNode view = answer.result().path("open");
    puzzling = false;
    match(view);
    // An answer without a view proves nothing, nor does one that is cut off.
    boolean whole = view.isContainerNode() && view.size() < MOST_OPEN;
    openSeen = whole ? answer.krakenTime() : null;
    unseen = closedOrders().size();
  }

  /** Takes an answer to one of {@link #closedOrders()}. */
  void sawClosed(Answer answer) {
    JsonNode view = answer.result().path("closed");
    match(view);
    if (view.isContainerNode() && view.size() < PAGE) {
      unseen--;
    }
  }

  /** Ends a look; {@code now} is this machine's clock. */
  void looked(Instant now) {
    boolean allFound = orders.stream().allMatch(order -> order.txid != null);
    // Both views were taken at openSeen or later.
    boolean longEnough = openSeen != null && !openSeen.isBefore(believed) && unseen == 0;
    if (allFound || longEnough && !puzzling) {
      decidedAt = now;
    }
  }

  /** Sets when to look next; each pause is twice as long as the one before. */
  void pauses(Instant now) {
    nextLook = now.plus(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  boolean isDue(Instant now) {
    return !now.isBefore(nextLook);
  }

  public boolean isDecided() {
    return decidedAt != null;
  }

  /** Whether at least one order exists. */
  public boolean isPlaced() {
    return orders.stream().anyMatch(order -> order.txid != null);
  }

  /** When it was decided, on this machine's clock. */
  public Instant decidedAt() {
    return decidedAt;
  }

  boolean isNamedBy(List<String> names) {
    return orders.stream().anyMatch(order -> names.contains(order.name()));
  }

  private void match(JsonNode view) {
    for (Map.Entry<String, JsonNode> entry : view.properties()) {
      boolean taken = orders.stream().anyMatch(order -> entry.getKey().equals(order.txid));
      if (!taken) {
        match(entry.getKey(), entry.getValue());
      }
    }
  }

  private void match(String txid, JsonNode shown) {
    Instant earliest = sent.minus(TOLERANCE);
    List<Order> candidates =
        orders.stream()
            .filter(order -> order.txid == null && order.mayBe(shown, earliest))
            .toList();
    Optional<Order> found =
        candidates.stream().filter(order -> order.fits(shown, earliest)).findFirst();
    found.ifPresent(
        order -> {
          order.txid = txid;
          order.shown = shown;
        });
    puzzling |= found.isEmpty() && !candidates.isEmpty();
  }

  /** A look is made with the key that made the attempt, whose nonce it thereby shuts out. */
  private PrivateCall look(String endpoint, ObjectNode parameters) {
    return new PrivateCall(
        call.account(), EndpointCatalogue.get(endpoint), parameters, false, null);
  }
}
