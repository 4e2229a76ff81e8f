package io.github.camelkraken.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  @Test
  void aKeyNeedsEachOfThem() {
    Permissions both = Permissions.of("modify-trades", "close-trades");

    assertThat(both.areIn(Set.of("modify-trades", "close-trades", "query-funds"))).isTrue();
    assertThat(both.areIn(Set.of("modify-trades"))).isFalse();
    assertThat(both.areIn(Set.of("close-trades"))).isFalse();
    assertThat(both.areIn(Set.of())).isFalse();
  }

  @Test
  void ofAlternativesOneIsEnough() {
    Permissions either = Permissions.of("modify-trades|close-trades");

    assertThat(either.areIn(Set.of("modify-trades"))).isTrue();
    assertThat(either.areIn(Set.of("close-trades"))).isTrue();
    assertThat(either.areIn(Set.of("modify-trades|close-trades"))).isFalse();
    assertThat(either.areIn(Set.of())).isFalse();
  }

  @Test
  void whatNeedsNoneMayBeCalledWithAnyKey() {
    assertThat(Permissions.of().areIn(Set.of())).isTrue();
    assertThat(Permissions.of()).hasToString("any key");
  }

  @Test
  void theyAreToldInWords() {
    assertThat(Permissions.of("query-funds", "withdraw-funds|query-ledger"))
        .hasToString("query-funds and query-ledger or withdraw-funds");
  }
}
