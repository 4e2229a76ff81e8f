package io.github.camelkraken.sandbox.endpoint.funding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.sandbox.SimulatedPair;
import io.github.camelkraken.sandbox.account.AccountTrade;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.math.BigDecimal;

/** {@code TradeVolume} (rest.md 3.14, 11): the fees' names have no underscore. */
public final class TradeVolume implements PrivateEndpoint {
  @Override
  public String name() {
    return "TradeVolume";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.QUERY_FUNDS);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    BigDecimal volume =
        call.account().trades().stream()
            .map(AccountTrade::cost)
            .reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add);
    ObjectNode result =
        JSON.objectNode().put("currency", "ZUSD").put("volume", volume.toPlainString());
    ObjectNode fees = result.putObject("fees");
    ObjectNode makers = result.putObject("fees_maker");
    for (String name : call.parameters().list("pair")) {
      SimulatedPair pair =
          call.market().find(name).orElseThrow(() -> new KrakenError("EQuery:Unknown asset pair"));
      fees.set(pair.id(), fee("0.4000"));
      makers.set(pair.id(), fee("0.2500"));
    }
    return result;
  }

  private static ObjectNode fee(String percent) {
    return JSON.objectNode()
        .put("fee", percent)
        .put("minfee", "0.0000")
        .put("maxfee", percent)
        .put("nextfee", percent)
        .put("nextvolume", "10000.0000")
        .put("tiervolume", "0.0000");
  }
}
