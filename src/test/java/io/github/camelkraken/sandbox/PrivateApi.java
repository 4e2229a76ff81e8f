package io.github.camelkraken.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.Accounts.Holder;
import io.github.camelkraken.sandbox.auth.Signature;
import io.github.camelkraken.sandbox.auth.SimulatedKey;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoints;
import io.github.camelkraken.sandbox.limit.Lockouts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kraken's private REST API. A call is checked in this order: key, lockout, signature, nonce,
 * endpoint, permission, counter, parameters (auth.md 8); only from the nonce on it uses up its
 * nonce.
 */
final class PrivateApi {
  static final String PATH = "/0/private/";

  private final Market market;
  private final Accounts accounts;
  private final Lockouts lockouts;

  PrivateApi(Market market, Accounts accounts, Lockouts lockouts) {
    this.market = market;
    this.accounts = accounts;
    this.lockouts = lockouts;
  }

  /** What a received call wants; the market's clock runs for its deadline from now on. */
  Service service(ReceivedPrivateCall received) {
    return new Wanted(received, market.now());
  }

  private Holder authenticated(ReceivedPrivateCall call) {
    if (!call.method().equals("POST")) {
      throw new KrakenError("EGeneral:Unknown method");
    }
    if (lockouts.shutsOut(call.key())) {
      throw new KrakenError("EGeneral:Temporary lockout");
    }
    Holder holder = accounts.holder(call.key()).orElseThrow(() -> failed(call, "EAPI:Invalid key"));
    if (call.nonce() != null && !isSigned(call, holder.key())) {
      throw failed(call, "EAPI:Invalid signature");
    }
    if (!holder.key().accept(call.nonce(), market.now())) {
      call.stale();
      throw failed(call, "EAPI:Invalid nonce");
    }
    lockouts.passed(call.key());
    return holder;
  }

  private KrakenError failed(ReceivedPrivateCall call, String error) {
    lockouts.failed(call.key());
    return new KrakenError(error);
  }

  private static boolean isSigned(ReceivedPrivateCall call, SimulatedKey key) {
    String expected =
        Signature.of(PATH + call.endpoint(), call.nonce(), call.bytes(), key.secret());
    return MessageDigest.isEqual(ascii(expected), ascii(call.signature()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private PrivateEndpoint allowed(ReceivedPrivateCall call, Holder holder) {
    PrivateEndpoint endpoint = PrivateEndpoints.named(call.endpoint());
    if (!endpoint.permission().suffices(holder.key().permissions())) {
      throw new KrakenError("EGeneral:Permission denied");
    }
    if (holder.account().isLimited()
        && !holder.key().counter().take(endpoint.cost(), market.now())) {
      throw new KrakenError("EAPI:Rate limit exceeded");
    }
    return endpoint;
  }

  /** One call between its arrival and its effect. */
  private final class Wanted implements Service {
    private final ReceivedPrivateCall received;
    private final Instant receivedAt;
    private final Map<Integer, String> refusals = new TreeMap<>();
    private boolean checked;
    private KrakenError refusal;
    private PrivateEndpoint endpoint;
    private PrivateCall call;

    Wanted(ReceivedPrivateCall received, Instant receivedAt) {
      this.received = received;
      this.receivedAt = receivedAt;
    }

    @Override
    public void admit() {
      if (checked) {
        return;
      }
      checked = true;
      try {
        Holder holder = authenticated(received);
        endpoint = allowed(received, holder);
        call =
            new PrivateCall(
                market,
                holder.account(),
                holder.key(),
                received.parameters(),
                receivedAt,
                refusals);
      } catch (KrakenError error) {
        refusal = error;
      }
    }

    @Override
    public JsonNode result() {
      admit();
      if (refusal != null) {
        throw refusal;
      }
      call.account().settle();
      return endpoint.result(call);
    }

    @Override
    public void refuse(int part, String error) {
      refusals.put(part, error);
    }
  }
}
