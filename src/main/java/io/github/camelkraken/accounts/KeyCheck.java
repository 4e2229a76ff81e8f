package io.github.camelkraken.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.rest.Answer;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.PrivateCall;
import io.github.camelkraken.rest.Role;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/** What each key may do, asked once before it is used for anything else (auth.md 8). */
@Singleton
@Named("keyCheck")
public class KeyCheck {
  private static final Logger LOG = Logger.getLogger(KeyCheck.class);
  private static final String WITHDRAW = "withdraw-funds";
  private static final int MOST_DIGITS = 19;

  private final Lanes lanes;
  private final Nonces nonces;
  private final KrakenConfig config;

  public KeyCheck(Lanes lanes, Nonces nonces, KrakenConfig config) {
    this.lanes = lanes;
    this.nonces = nonces;
    this.config = config;
  }

  /** One call for each key that is to be checked and may be called now. */
  public List<PrivateCall> calls() {
    return lanes.all().stream().filter(Lane::awaitsCheck).map(Lane::check).toList();
  }

  /** Lets the key be used, or gives it up if it may do more than it should. */
  public void read(@Body Answer answer) {
    Lane lane = lanes.lane(answer.call());
    Account account = lane.account();
    Key key = lane.key();
    JsonNode info = answer.result();
    String seen = info.path("nonce").asText();
    if (seen.matches("\\d{1," + MOST_DIGITS + "}")) {
      nonces.above(key.api(), Long.parseUnsignedLong(seen));
    }
    Set<String> permissions = new TreeSet<>();
    info.path("permissions").forEach(permission -> permissions.add(permission.asText()));
    if (permissions.contains(WITHDRAW)
        && account.mode() == TradingMode.LIVE
        && !config.funding().enabled()) {
      lanes.refuse(
          lane,
          "the key of "
              + key.property()
              + " may withdraw funds, which nothing here needs: take the permission from it, or set"
              + " kraken.funding.enabled=true if funding requests are wanted");
      return;
    }
    lane.checked(answer.call());
    LOG.infof(
        "Account %s: mode %s, tier %s, %s, permissions %s",
        key.name(),
        account.mode(),
        account.tier(),
        key.api(),
        permissions.isEmpty() ? "not told" : String.join(", ", permissions));
    List<String> refused = refused(needed(account, key.role()), permissions);
    if (!permissions.isEmpty() && !refused.isEmpty()) {
      LOG.warnf(
          "Account %s: its key lacks the permission for %s",
          key.name(), String.join(", ", refused));
    }
  }

  /**
   * What a key is there for. An order is looked up with the key that placed it, so the key that
   * trades must be able to query.
   */
  private static Stream<String> needed(Account account, Role role) {
    return switch (role) {
      case TRADE -> Stream.of("AddOrder", "OpenOrders", "ClosedOrders");
      case CANCEL -> Stream.of("CancelOrder");
      case QUERY -> Stream.of("Balance", "OpenOrders", "ClosedOrders");
      case OWN ->
          Stream.of(Role.TRADE, Role.CANCEL)
              .filter(other -> !account.keys().containsKey(other))
              .flatMap(other -> needed(account, other));
    };
  }

  private static List<String> refused(Stream<String> needed, Set<String> permissions) {
    return needed
        .map(EndpointCatalogue::get)
        .filter(row -> !row.permissions().areIn(permissions))
        .map(row -> row.name())
        .sorted()
        .toList();
  }
}
