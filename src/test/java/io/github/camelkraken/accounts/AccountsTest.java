package io.github.camelkraken.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelkraken.config.Hidden;
import io.github.camelkraken.config.KrakenConfigTest;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.config.Tier;
import io.github.camelkraken.config.TradingMode;
import io.github.camelkraken.rest.Role;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final String KEY = SampleAccount.KEY;
  private static final String SECRET = SampleAccount.SECRET;

  @Test
  void withoutAKeyThereIsNoAccount() {
    Accounts accounts = accounts(Map.of());

    assertThat(accounts.isEmpty()).isTrue();
    assertThat(accounts.all()).isEmpty();
    assertThat(accounts.find("default")).isEmpty();
  }

  @Test
  void theKeyOfTheConfigurationIsThatOfTheAccountDefault() {
    Account account =
        accounts(
                Map.of(
                    "kraken.api-key",
                    KEY,
                    "kraken.api-secret",
                    SECRET,
                    "kraken.tier",
                    "pro",
                    "kraken.trading.mode",
                    "live"))
            .find("default")
            .orElseThrow();

    assertThat(account.key(Role.OWN).api().value()).isEqualTo(KEY);
    assertThat(account.key(Role.OWN).secret().bytes()).hasSize(64);
    assertThat(account.tier()).isEqualTo(Tier.PRO);
    assertThat(account.mode()).isEqualTo(TradingMode.LIVE);
    assertThat(account.scope()).isEqualTo("account/default");
  }

  @Test
  void aNameThatCouldNotBeToldFromWhatFollowsItIsRefused() {
    assertThatThrownBy(
            () ->
                accounts(
                    Map.of(
                        "kraken.accounts.\"a/b\".api-key", KEY,
                        "kraken.accounts.\"a/b\".api-secret", SECRET)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("expects a name without /");
  }

  @Test
  void anotherAccountIsNotLiveBecauseTheDefaultIs() {
    Accounts accounts =
        accounts(
            Map.of(
                "kraken.api-key", KEY,
                "kraken.api-secret", SECRET,
                "kraken.trading.mode", "live",
                "kraken.accounts.second.api-key", "other",
                "kraken.accounts.second.api-secret", SECRET));

    assertThat(accounts.all()).extracting(Account::name).containsExactly("default", "second");
    assertThat(accounts.find("second")).map(Account::mode).contains(TradingMode.VALIDATE);
    assertThat(accounts.find("second")).map(Account::tier).contains(Tier.STARTER);
  }

  @Test
  void blanksThatWerePastedAroundAKeyAreNotOfIt() {
    Accounts accounts =
        accounts(
            Map.of(
                "kraken.api-key", " " + KEY + "\n",
                "kraken.api-secret", "\t" + SECRET + " \n"));

    assertThat(accounts.find("default"))
        .map(account -> account.key(Role.OWN).api().value())
        .contains(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kraken.api-key                    | kraken.api-secret",
        "kraken.api-secret                 | kraken.api-key",
        "kraken.accounts.second.api-key    | kraken.accounts.second.api-secret",
        "kraken.accounts.second.api-secret | kraken.accounts.second.api-key"
      })
  void halfAKeyIsRefusedByTheNameOfTheOtherHalf(String given, String missing) {
    assertThat(refusal(Map.of(given, SECRET)))
        .hasMessage(missing + " is missing: a key needs both of its halves");
  }

  @Test
  void anAccountThatIsOnlyNamedIsRefused() {
    assertThat(refusal(Map.of("kraken.accounts.second.tier", "pro")))
        .hasMessageStartingWith("kraken.accounts.second.api-key is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not base64!", "FRs+gtq09rR7OFtKj9BGhyOGS3u5vtY/E", "FRs+gtq0 9rR7OFtK", "===="})
  void aSecretThatIsNotWholeIsRefusedAndNotShown(String secret) {
    Refusal refusal = refusal(Map.of("kraken.api-key", KEY, "kraken.api-secret", secret));

    assertThat(refusal)
        .hasMessageStartingWith("kraken.api-secret expects the base64 text")
        .hasNoCause();
    showsNothing(refusal, KEY, secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "tab\tinside", "line\nbreak", "größe"})
  void aKeyWithBlanksInsideIsRefusedAndNotShown(String key) {
    Refusal refusal = refusal(Map.of("kraken.api-key", key, "kraken.api-secret", SECRET));

    assertThat(refusal)
        .hasMessage("kraken.api-key expects the text that Kraken shows, without blanks inside");
    showsNothing(refusal, key, SECRET);
  }

  @Test
  void aKeyOfTwoAccountsIsRefusedAndNotShown() {
    Refusal refusal =
        refusal(
            Map.of(
                "kraken.api-key", KEY,
                "kraken.api-secret", SECRET,
                "kraken.accounts.second.api-key", KEY,
                "kraken.accounts.second.api-secret", SECRET));

    assertThat(refusal)
        .hasMessageStartingWith(
            "kraken.api-key and kraken.accounts.second.api-key expect a key each");
    showsNothing(refusal, KEY, SECRET);
  }

  @Test
  void aRoleHasAKeyOfItsOwnOrElseThatOfTheAccount() {
    Accounts accounts =
        accounts(
            Map.of(
                "kraken.api-key", KEY,
                "kraken.api-secret", SECRET,
                "kraken.accounts.default.keys.cancel.api-key", "cancels",
                "kraken.accounts.default.keys.cancel.api-secret", SECRET,
                "kraken.accounts.second.api-key", "other",
                "kraken.accounts.second.api-secret", SECRET,
                "kraken.accounts.second.keys.trade.api-key", "trades",
                "kraken.accounts.second.keys.trade.api-secret", SECRET));

    Account first = accounts.find("default").orElseThrow();
    Account second = accounts.find("second").orElseThrow();
    assertThat(first.key(Role.CANCEL).api().value()).isEqualTo("cancels");
    assertThat(first.key(Role.CANCEL).name()).isEqualTo("default/cancel");
    assertThat(first.key(Role.TRADE)).isSameAs(first.key(Role.OWN));
    assertThat(first.key(Role.QUERY).name()).isEqualTo("default");
    assertThat(second.key(Role.TRADE).api().value()).isEqualTo("trades");
    assertThat(second.key(Role.TRADE).property())
        .isEqualTo("kraken.accounts.second.keys.trade.api-key");
    assertThat(second.key(Role.CANCEL).api().value()).isEqualTo("other");
  }

  @Test
  void anAccountWithKeysForRolesNeedsOneForAllElse() {
    assertThat(
            refusal(
                Map.of(
                    "kraken.accounts.default.keys.query.api-key",
                    "asks",
                    "kraken.accounts.default.keys.query.api-secret",
                    SECRET)))
        .hasMessageStartingWith("kraken.api-key is missing");
  }

  @Test
  void halfAKeyOfARoleIsRefused() {
    assertThat(
            refusal(
                Map.of(
                    "kraken.api-key", KEY,
                    "kraken.api-secret", SECRET,
                    "kraken.accounts.default.keys.query.api-key", "asks")))
        .hasMessageStartingWith("kraken.accounts.default.keys.query.api-secret is missing");
  }

  @Test
  void aKeyOfTwoRolesIsRefusedAndNotShown() {
    Refusal refusal =
        refusal(
            Map.of(
                "kraken.api-key", KEY,
                "kraken.api-secret", SECRET,
                "kraken.accounts.default.keys.query.api-key", KEY,
                "kraken.accounts.default.keys.query.api-secret", SECRET));

    assertThat(refusal)
        .hasMessageStartingWith(
            "kraken.api-key and kraken.accounts.default.keys.query.api-key expect a key each");
    showsNothing(refusal, KEY, SECRET);
  }

  @ParameterizedTest
  @CsvSource({"tier, pro", "mode, live", "api-key, other"})
  void theAccountDefaultHasNothingButKeysForRolesBesideTheOthers(String name, String value) {
    assertThat(
            refusal(
                Map.of(
                    "kraken.api-key",
                    KEY,
                    "kraken.api-secret",
                    SECRET,
                    "kraken.accounts.default." + name,
                    value)))
        .hasMessageStartingWith("kraken.accounts.default expects another name, or only keys");
  }

  @Test
  void theAccountDefaultIsConfiguredInOnePlace() {
    Refusal refusal =
        refusal(
            Map.of(
                "kraken.accounts.default.api-key", KEY,
                "kraken.accounts.default.api-secret", SECRET));

    assertThat(refusal).hasMessageStartingWith("kraken.accounts.default expects another name");
    showsNothing(refusal, KEY, SECRET);
  }

  @Property
  void noWayOfPrintingShowsAKeyOrASecret(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 20, max = 60) String key) {
    String secret = key.substring(0, 20);
    Key its = new Key("main", Role.OWN, "kraken.api-key", new ApiKey(key), ApiSecret.of(secret));
    Account account = new Account("main", Map.of(Role.OWN, its), Tier.STARTER, TradingMode.LIVE);

    for (Object printed :
        new Object[] {
          account, its, its.api(), its.secret(), Hidden.of(key), Map.of("a", Hidden.of(key))
        }) {
      assertThat(String.format("%s %1$20s", printed)).doesNotContain(key, secret);
      assertThat("" + printed).doesNotContain(key, secret);
    }
  }

  @Test
  void aKeyIsToldApartByItsFingerprint() {
    ApiKey key = new ApiKey(KEY);

    assertThat(key.fingerprint()).matches("[0-9a-f]{16}");
    assertThat(new ApiKey(KEY).fingerprint()).isEqualTo(key.fingerprint());
    assertThat(new ApiKey(KEY + "x").fingerprint()).isNotEqualTo(key.fingerprint());
    assertThat(key).hasToString("key#" + key.fingerprint());
  }

  @Test
  void aSecretCannotBeChangedByItsUser() {
    ApiSecret secret = ApiSecret.of(SECRET);

    secret.bytes()[0]++;

    assertThat(secret.bytes()).isEqualTo(ApiSecret.of(SECRET).bytes());
  }

  @Test
  void hiddenTextIsHidden() {
    assertThat(Hidden.of(" " + KEY + " ").text()).isEqualTo(KEY);
    assertThat(Hidden.of(KEY)).hasToString("(hidden)");
    assertThat(ApiSecret.of(SECRET)).hasToString("(hidden)");
  }

  private static void showsNothing(Refusal refusal, String... hidden) {
    assertThat(Refusal.of(refusal)).doesNotContain(hidden);
    assertThat(refusal.toString()).doesNotContain(hidden);
  }

  private static Accounts accounts(Map<String, String> properties) {
    return SampleAccount.accounts(KrakenConfigTest.config(properties));
  }

  private static Refusal refusal(Map<String, String> properties) {
    return catchThrowableOfType(Refusal.class, () -> accounts(properties));
  }
}
