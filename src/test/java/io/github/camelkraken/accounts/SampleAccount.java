package io.github.camelkraken.accounts;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PrivateCall;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The account {@code default} of tests, and its calls. */
final class SampleAccount {
  static final String KEY = "CJbfPw4tnbf/9en/ZmpewCTKEwmmzO18";
  static final String SECRET =
      "FRs+gtq09rR7OFtKj9BGhyOGS3u5vtY/EdiIBO9kD8NFtRX7w7LeJDSrX6cq1D8zmQmGkWFjksuhBvKOAWJohQ==";

  private SampleAccount() {}

  /** A configuration of this account, live, and of these names and values. */
  static KrakenConfig config(String... more) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "kraken.api-key", KEY,
                "kraken.api-secret", SECRET,
                "kraken.trading.mode", "live"));
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return KrakenConfigTest.config(properties);
  }

  static Accounts accounts(KrakenConfig config) {
    Accounts accounts = new Accounts(config);
    accounts.read();
    return accounts;
  }

  static Account account() {
    return accounts(config()).find(Account.DEFAULT).orElseThrow();
  }

  static PrivateCall call(String endpoint) {
    return call(endpoint, "{}", null);
  }

  static PrivateCall urgent(String endpoint) {
    return new PrivateCall(
        Account.DEFAULT, EndpointCatalogue.get(endpoint), Parsed.object("{}"), true, null);
  }

  static PrivateCall call(String endpoint, String parameters, Instant expiresAt) {
    return new PrivateCall(
        Account.DEFAULT,
        EndpointCatalogue.get(endpoint),
        Parsed.object(parameters),
        false,
        expiresAt);
  }
}
