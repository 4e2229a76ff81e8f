package io.github.camelkraken.rest;

import static io.github.camelkraken.rest.FailureClass.KEY_FAULT;
import static io.github.camelkraken.rest.FailureClass.LOCKOUT;
import static io.github.camelkraken.rest.FailureClass.MARKET_STATE;
import static io.github.camelkraken.rest.FailureClass.NONCE;
import static io.github.camelkraken.rest.FailureClass.OPEN;
import static io.github.camelkraken.rest.FailureClass.RATE_LIMIT;
import static io.github.camelkraken.rest.FailureClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCatalogueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EAPI:Invalid key                              | KEY_FAULT",
        "EAPI:Invalid signature                        | KEY_FAULT",
        "EAPI:Invalid nonce                            | NONCE",
        "EAPI:Rate limit exceeded                      | RATE_LIMIT",
        "EAPI:Bad request                              | REFUSED",
        "EAPI:Feature disabled                         | REFUSED",
        "EAPI:Invalid arguments:No nfts found          | REFUSED",
        "EGeneral:Invalid arguments                    | REFUSED",
        "EGeneral:Invalid arguments:ordertype          | REFUSED",
        "EGeneral:Invalid arguments:volume             | REFUSED",
        "EGeneral:Invalid arguments:price              | REFUSED",
        "EGeneral:Invalid arguments:Index unavailable  | REFUSED",
        "EGeneral:Invalid arguments:Invalid strategy ID | REFUSED",
        "EGeneral:Unknown method                       | REFUSED",
        "EGeneral:Permission denied                    | REFUSED",
        "EGeneral:Temporary lockout                    | LOCKOUT",
        "EGeneral:Too many requests                    | RATE_LIMIT",
        "EGeneral:Internal error                       | OPEN",
        "EGeneral:Internal error:105                   | OPEN",
        "EGeneral:Unknown order                        | REFUSED",
        "EService:Unavailable                          | OPEN",
        "EService:Busy                                 | OPEN",
        "EService:Timeout                              | OPEN",
        "EService:Deadline elapsed                     | OPEN",
        "EService: Throttled: 1704067200               | RATE_LIMIT",
        "EService:Market in cancel_only mode           | MARKET_STATE",
        "EService:Market in post_only mode             | MARKET_STATE",
        "EService:Market in limit_only mode            | MARKET_STATE",
        "EService:Market in reduce_only mode           | MARKET_STATE",
        "EOrder:Rate limit exceeded                    | RATE_LIMIT",
        "EOrder:Domain rate limit exceeded             | RATE_LIMIT",
        "EOrder:Orders limit exceeded                  | REFUSED",
        "EOrder:Scheduled orders limit exceeded        | REFUSED",
        "EOrder:Positions limit exceeded               | REFUSED",
        "EOrder:Insufficient funds                     | REFUSED",
        "EOrder:Order minimum not met                  | REFUSED",
        "EOrder:Cost minimum not met                   | REFUSED",
        "EOrder:Tick size check failed                 | REFUSED",
        "EOrder:Invalid price                          | REFUSED",
        "EOrder:Invalid price:0 must be positive       | REFUSED",
        "EOrder:Invalid order                          | REFUSED",
        "EOrder:Post only order                        | REFUSED",
        "EOrder:Unknown order                          | REFUSED",
        "EOrder:Cancel pending                         | OPEN",
        "EOrder:Order not editable                     | REFUSED",
        "EOrder:Not enough leaves qty                  | REFUSED",
        "EOrder:Unknown position                       | REFUSED",
        "EOrder:Reduce only:No position exists         | REFUSED",
        "EOrder:Reduce only:Position is closed         | OPEN",
        "EOrder:Reduce only:Non-PC                     | REFUSED",
        "EOrder:Reduce only:Non-ECP                    | REFUSED",
        "EOrder:Cannot open position                   | REFUSED",
        "EOrder:Cannot open opposing position          | REFUSED",
        "EOrder:Margin allowance exceeded              | REFUSED",
        "EOrder:Margin level too low                   | REFUSED",
        "EOrder:Margin position size exceeded          | REFUSED",
        "EOrder:Insufficient initial margin            | REFUSED",
        "EOrder:Insufficient margin                    | REFUSED",
        "EOrder:Trading agreement required             | REFUSED",
        "EOrder:Batch failed                           | OPEN",
        "EOrder:Cancel all failed                      | OPEN",
        "EAuth:Account temporary disabled              | REFUSED",
        "EAuth:Account unconfirmed                     | REFUSED",
        "EAuth:Failed                                  | REFUSED",
        "EAuth:Rate limit exceeded                     | RATE_LIMIT",
        "EAuth:Too many requests                       | RATE_LIMIT",
        "EAccount:Invalid permissions                  | REFUSED",
        "ETrade:Invalid request                        | REFUSED",
        "ETrade:Locked                                 | REFUSED",
        "ETrade:User Locked                            | REFUSED",
        "EBM:limit exceeded:CAL                        | REFUSED",
        "ESession:Invalid session                      | REFUSED",
        "EQuery:Unknown asset pair                     | REFUSED",
        "EQuery:Invalid asset pair                     | REFUSED",
        "EQuery:Unknown asset                          | REFUSED",
        "EFunding:Max fee exceeded                     | REFUSED",
        "EFunding:No funding method                    | REFUSED",
        "EFunding:Unknown asset                        | REFUSED",
        "EFunding:Unknown withdraw key                 | REFUSED",
        "EFunding:Invalid amount                       | REFUSED",
        "EFunding:Invalid staking method               | REFUSED",
        "EFunding:Invalid reference id                 | REFUSED",
        "EFunding:Unknown reference id                 | REFUSED",
        "EFunding:Too many addresses                   | REFUSED",
        "Invalid withdrawal address                    | REFUSED",
        "EExport:Exported size too big                 | REFUSED",
        "EDatabase:Internal error                      | OPEN",
        "EEarnings:Busy                                | OPEN",
        "EEarnings:Busy:Another allocation is running  | OPEN",
        "EEarnings:Below min:0.01                      | REFUSED",
        "EEarnings:Above max:100                       | REFUSED",
        "EEarnings:Insufficient funds:1.5              | REFUSED",
        "EEarnings:Permission denied:Earn              | REFUSED"
      })
  void everyDocumentedErrorHasItsClass(String error, FailureClass expected) {
    assertThat(ErrorCatalogue.classOf(error)).isEqualTo(expected);
    assertThat(ErrorCatalogue.classOf(error.toUpperCase(Locale.ROOT))).isEqualTo(expected);
    assertThat(ErrorCatalogue.classOf("  " + error.replace(":", " :\t") + "\n"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EService: Throttled: 17",
        "EService:Throttled:17",
        "EService:Throttled",
        "EService : Throttled",
        "eservice:throttled: 17",
        "EService:  Throttled  :17"
      })
  void blanksAndCaseDoNotMatter(String error) {
    assertThat(ErrorCatalogue.classOf(error)).isEqualTo(RATE_LIMIT);
  }

  @Test
  void theLongestKnownPrefixDecides() {
    assertThat(ErrorCatalogue.classOf("EOrder:Reduce only:No position exists:BTC/USD"))
        .isEqualTo(REFUSED);
    assertThat(ErrorCatalogue.classOf("EOrder:Reduce only:Position is closed:BTC/USD"))
        .isEqualTo(OPEN);
    assertThat(ErrorCatalogue.classOf("EOrder:Reduce only")).isEqualTo(OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EGeneral:Invalid argumentsX",
        "EQuery:Unknown assets",
        "EAPI:Invalid keys",
        "EAPI:Invalid nonce2",
        "EAPI:Invalid",
        "XEAPI:Invalid key",
        "EOrder:Something new",
        "EGeneral:Permission",
        "E",
        ":",
        "",
        " "
      })
  void whatIsNotKnownLeavesTheOutcomeOpen(String error) {
    assertThat(ErrorCatalogue.classOf(error)).isEqualTo(OPEN);
  }

  @Property
  void noTextBreaksTheCatalogue(@ForAll String text) {
    assertThat(ErrorCatalogue.classOf("EUnheardOf:" + text)).isEqualTo(OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EAPI:Invalid key",
        "EGeneral:Temporary lockout",
        "EAPI:Rate limit exceeded",
        "EAPI:Invalid nonce",
        "EService:Market in post_only mode",
        "EOrder:Insufficient funds"
      })
  void oneOpenErrorLeavesTheWholeAnswerOpen(String other) {
    assertThat(ErrorCatalogue.classOf(List.of(other, "EService:Busy"))).isEqualTo(OPEN);
    assertThat(ErrorCatalogue.classOf(List.of("EOrder:Something new", other))).isEqualTo(OPEN);
  }

  @Test
  void ofSeveralRefusalsTheOneWithTheLongestWaitDecides() {
    String lockout = "EGeneral:Temporary lockout";
    String key = "EAPI:Invalid key";
    String rate = "EAPI:Rate limit exceeded";
    String nonce = "EAPI:Invalid nonce";
    String market = "EService:Market in post_only mode";
    String refused = "EOrder:Insufficient funds";

    assertThat(ErrorCatalogue.classOf(List.of(refused, market, nonce, rate, key, lockout)))
        .isEqualTo(LOCKOUT);
    assertThat(ErrorCatalogue.classOf(List.of(refused, market, nonce, rate, key)))
        .isEqualTo(KEY_FAULT);
    assertThat(ErrorCatalogue.classOf(List.of(refused, market, nonce, rate))).isEqualTo(RATE_LIMIT);
    assertThat(ErrorCatalogue.classOf(List.of(refused, market, nonce))).isEqualTo(NONCE);
    assertThat(ErrorCatalogue.classOf(List.of(refused, market))).isEqualTo(MARKET_STATE);
    assertThat(ErrorCatalogue.classOf(List.of(refused))).isEqualTo(REFUSED);
  }

  @Property
  void theOrderOfSeveralErrorsDoesNotMatter(@ForAll @NotEmpty List<FailureClass> classes) {
    List<String> errors = classes.stream().map(ErrorCatalogueTest::example).toList();
    List<String> reversed = new ArrayList<>(errors);
    Collections.reverse(reversed);

    assertThat(ErrorCatalogue.classOf(errors))
        .isEqualTo(ErrorCatalogue.classOf(reversed))
        .isEqualTo(Collections.min(classes));
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void anErrorRepeatedKeepsItsClass(FailureClass failure) {
    assertThat(ErrorCatalogue.classOf(List.of(example(failure), example(failure))))
        .isEqualTo(failure);
  }

  private static String example(FailureClass failure) {
    return switch (failure) {
      case OPEN -> "EService:Busy";
      case LOCKOUT -> "EGeneral:Temporary lockout";
      case KEY_FAULT -> "EAPI:Invalid key";
      case RATE_LIMIT -> "EAPI:Rate limit exceeded";
      case NONCE -> "EAPI:Invalid nonce";
      case MARKET_STATE -> "EService:Market in post_only mode";
      case REFUSED -> "EOrder:Insufficient funds";
    };
  }
}
