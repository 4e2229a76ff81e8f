package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelkraken.sandbox.auth.Permission;

/** One of Kraken's private endpoints, in Kraken's shape. */
public interface PrivateEndpoint {
  JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Kraken's name for it, all that follows {@code /0/private/}. */
  String name();

  /** What the key has to be allowed. */
  Permission permission();

  /** What the call adds to the key's counter (rate-limits.md 2). */
  default int cost() {
    return 1;
  }

  /**
   * Lets the call take effect and returns Kraken's {@code result}; a file is a binary node.
   *
   * @throws KrakenError with the string that Kraken sends for a wrong parameter
   */
  JsonNode result(PrivateCall call);
}
