package io.github.camelkraken.crash;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.crash.Intent.Wanted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes up what users want: orders of several kinds, and changes to orders made up before. */
final class Intents {
  static final String FIRST_ACCOUNT = "default";
  static final String SECOND_ACCOUNT = "desk";

  private static final int PARTITIONS = 3;
  private static final int LOT_DECIMALS = 8;
  private static final int FIRST_TAG = 1_000_000;

  /**
   * A pair to trade.
   *
   * @param low a price that a buyer waits at
   * @param high a price that a buyer is filled at
   * @param volume where its volumes begin
   */
  private record Pair(String name, BigDecimal low, BigDecimal high, BigDecimal volume) {
    Pair(String name, String low, String high, String volume) {
      this(name, new BigDecimal(low), new BigDecimal(high), new BigDecimal(volume));
    }
  }

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("BTC/USD", "20000.0", "90000.0", "0.001"),
          new Pair("XETHZUSD", "1000.00", "5000.00", "0.01"),
          new Pair("SOL/USD", "60.00", "300.00", "0.1"));

  private final Random random;
  private final List<Intent> cancelable = new ArrayList<>();
  private final List<Intent> amendable = new ArrayList<>();
  private int made;
  private int volumes;

  Intents(Random random) {
    this.random = random;
  }

  List<Intent> make(int count) {
    List<Intent> intents = new ArrayList<>();
    while (intents.size() < count) {
      intents.add(next());
    }
    return intents;
  }

  private Intent next() {
    made++;
    int dice = random.nextInt(100);
    if (dice < 15 && !cancelable.isEmpty()) {
      return cancel(cancelable.remove(random.nextInt(cancelable.size())));
    }
    if (dice < 25 && !amendable.isEmpty()) {
      return amend(amendable.remove(random.nextInt(amendable.size())));
    }
    if (dice < 35) {
      return batch();
    }
    if (dice < 50) {
      return order(Kind.MARKET);
    }
    if (dice < 60) {
      return order(Kind.CROSSING);
    }
    return order(dice < 65 ? Kind.TAGGED : Kind.RESTING);
  }

  private Intent order(Kind kind) {
    Pair pair = pair();
    Wanted wanted = wanted(pair, kind != Kind.TAGGED && (kind == Kind.RESTING || half()));
    ObjectNode json = request("AddOrder").put("pair", pair.name());
    fill(json, kind, pair, wanted);
    if (kind == Kind.TAGGED) {
      json.put("userref", FIRST_TAG + made);
    }
    Intent intent = placed(kind, json, List.of(wanted));
    if (kind == Kind.RESTING) {
      cancelable.add(intent);
      amendable.add(intent);
    }
    return intent;
  }

  private Intent batch() {
    Pair pair = pair();
    ObjectNode json = request("AddOrderBatch").put("pair", pair.name());
    List<Wanted> orders = new ArrayList<>();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      Wanted wanted = wanted(pair, half());
      fill(
          json.withArray("orders").addObject(),
          half() ? Kind.RESTING : Kind.CROSSING,
          pair,
          wanted);
      orders.add(wanted);
    }
    return placed(Kind.BATCH, json, orders);
  }

  private Intent cancel(Intent target) {
    amendable.remove(target);
    ObjectNode json = request("CancelOrder").put("cl_ord_id", target.order().clOrdId());
    return like(target, Kind.CANCEL, json, null);
  }

  private Intent amend(Intent target) {
    BigDecimal low = pairOf(target).low();
    BigDecimal price = low.subtract(low.ulp().multiply(BigDecimal.valueOf(made)));
    ObjectNode json =
        request("AmendOrder")
            .put("cl_ord_id", target.order().clOrdId())
            .put("limit_price", price.toPlainString());
    return like(target, Kind.AMEND, json, price);
  }

  /** Both records stand behind the target in its partition, so that they are handled after it. */
  private Intent like(Intent target, Kind kind, ObjectNode json, BigDecimal price) {
    return new Intent(
        id(),
        kind,
        target.account(),
        target.key(),
        target.partition(),
        target.partition(),
        json.toString(),
        List.of(),
        target,
        price);
  }

  private Intent placed(Kind kind, ObjectNode json, List<Wanted> orders) {
    String account = random.nextInt(3) == 0 ? SECOND_ACCOUNT : FIRST_ACCOUNT;
    String key = account.equals(FIRST_ACCOUNT) && half() ? null : account;
    return new Intent(
        id(),
        kind,
        account,
        key,
        partition(key),
        partition(key),
        json.toString(),
        orders,
        null,
        null);
  }

  private Integer partition(String key) {
    return key == null ? random.nextInt(PARTITIONS) : null;
  }

  private void fill(ObjectNode json, Kind kind, Pair pair, Wanted wanted) {
    json.put("type", "buy").put("ordertype", kind == Kind.MARKET ? "market" : "limit");
    if (kind != Kind.MARKET) {
      BigDecimal price = kind == Kind.CROSSING ? pair.high() : pair.low();
      json.put("price", price.toPlainString());
    }
    json.put("volume", wanted.volume().toPlainString());
    if (wanted.clOrdId() != null) {
      json.put("cl_ord_id", wanted.clOrdId());
    }
  }

  private Wanted wanted(Pair pair, boolean named) {
    volumes++;
    BigDecimal volume =
        pair.volume().add(BigDecimal.valueOf(volumes, LOT_DECIMALS)).setScale(LOT_DECIMALS);
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return new Wanted(volume, !named ? null : half() ? id.toString() : "crash-" + volumes);
  }

  private Pair pair() {
    return PAIRS.get(random.nextInt(PAIRS.size()));
  }

  private static Pair pairOf(Intent order) {
    return PAIRS.stream()
        .filter(pair -> order.json().contains('"' + pair.name() + '"'))
        .findFirst()
        .orElseThrow();
  }

  private String id() {
    return "r" + made;
  }

  private boolean half() {
    return random.nextBoolean();
  }

  private static ObjectNode request(String endpoint) {
    return JsonNodeFactory.instance.objectNode().put("endpoint", endpoint);
  }
}
