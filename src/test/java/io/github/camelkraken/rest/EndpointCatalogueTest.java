package io.github.camelkraken.rest;

import static io.github.camelkraken.rest.Endpoint.Feature.BATCH;
import static io.github.camelkraken.rest.Endpoint.Feature.CHANGES_IF_NEW;
import static io.github.camelkraken.rest.Endpoint.Feature.DEADLINE;
import static io.github.camelkraken.rest.Endpoint.Feature.LASTING;
import static io.github.camelkraken.rest.Endpoint.Feature.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCatalogueTest {
  private static final Set<String> PERMISSION_IDS =
      Set.of(
          "query-funds",
          "add-funds",
          "withdraw-funds",
          "earn-funds",
          "query-open-trades",
          "query-closed-trades",
          "modify-trades",
          "close-trades",
          "query-ledger",
          "export-data",
          "create-ws-token",
          "add-withdraw-address",
          "update-withdraw-address");

  @Test
  void everyPrivateEndpointOfKrakensHasARow() {
    assertThat(EndpointCatalogue.all())
        .extracting(Endpoint::name)
        .containsExactlyInAnyOrder(
            words(
                """
                Level3
                Balance BalanceEx CreditLines TradeBalance OpenOrders ClosedOrders QueryOrders
                OrderAmends TradesHistory QueryTrades OpenPositions Ledgers QueryLedgers TradeVolume
                AddExport ExportStatus RetrieveExport RemoveExport GetApiKeyInfo ListWalletAccounts
                AddOrder AddOrderBatch AmendOrder EditOrder CancelOrder CancelOrderBatch CancelAll
                CancelAllOrdersAfter
                DepositMethods DepositAddresses DepositStatus WithdrawMethods WithdrawAddresses
                WithdrawInfo Withdraw WithdrawStatus WithdrawCancel WalletTransfer
                CreateSubaccount AccountTransfer
                Earn/Allocate Earn/Deallocate Earn/AllocateStatus Earn/DeallocateStatus
                Earn/Strategies Earn/Allocations
                GetWebSocketsToken
                """));
  }

  @Test
  void aNameIsFoundAsKrakenWritesItAndNotOtherwise() {
    assertThat(EndpointCatalogue.find("AddOrder")).map(Endpoint::name).contains("AddOrder");
    assertThat(EndpointCatalogue.find("addorder")).isEmpty();
    assertThat(EndpointCatalogue.find("Stake")).isEmpty();
    assertThat(EndpointCatalogue.find("orders[]")).isEmpty();
    assertThatThrownBy(() -> EndpointCatalogue.get("Stake"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theSignedPathContainsTheWholeName() {
    assertThat(row("Earn/Strategies").path()).isEqualTo("/0/private/Earn/Strategies");
  }

  @Test
  void whatHasNestedListsGoesOutAsJsonAndAllElseAsAForm() {
    assertThat(namesOf(row -> row.encoding() == Encoding.JSON))
        .containsExactlyInAnyOrder("AddOrderBatch", "CancelOrderBatch", "Level3");
  }

  @Test
  void whatChangesSomethingIsOnlyRepeatableIfTwiceIsTheSameAsOnce() {
    assertThat(namesOf(row -> row.effect() == Effect.REPEATABLE))
        .containsExactlyInAnyOrder(
            words(
                "CancelOrder CancelOrderBatch CancelAll CancelAllOrdersAfter WithdrawCancel"
                    + " AddExport RemoveExport"));
    assertThat(namesOf(row -> row.effect() == Effect.ONCE))
        .containsExactlyInAnyOrder(
            words(
                "AddOrder AddOrderBatch AmendOrder EditOrder DepositAddresses Withdraw"
                    + " WalletTransfer CreateSubaccount AccountTransfer Earn/Allocate"
                    + " Earn/Deallocate"));
  }

  @ParameterizedTest
  @CsvSource({
    "AddOrder,             0, ADD",
    "CancelOrder,          0, CANCEL",
    "AddOrderBatch,        1, BATCH_ADD",
    "CancelOrderBatch,     1, BATCH_CANCEL",
    "AmendOrder,           1, AMEND",
    "EditOrder,            1, EDIT",
    "CancelAll,            1, NONE",
    "CancelAllOrdersAfter, 1, NONE",
    "ClosedOrders,         2, NONE",
    "TradesHistory,        4, NONE",
    "QueryTrades,          4, NONE",
    "Ledgers,              4, NONE",
    "QueryLedgers,         4, NONE",
    "Balance,              1, NONE",
    "GetApiKeyInfo,        1, NONE",
    "ListWalletAccounts,   1, NONE",
    "Withdraw,             1, NONE"
  })
  void aCallCostsWhatKrakenCountsAtMost(String endpoint, int rest, EngineCost engine) {
    assertThat(row(endpoint).restCost()).isEqualTo(rest);
    assertThat(row(endpoint).engineCost()).isEqualTo(engine);
  }

  @Test
  void onlyOrdersCostSomethingInTheMatchingEngine() {
    assertThat(EndpointCatalogue.all())
        .filteredOn(row -> row.engineCost() != EngineCost.NONE)
        .extracting(Endpoint::group)
        .containsOnly(Group.ORDERS);
    assertThat(namesOf(row -> row.restCost() == 0))
        .containsExactlyInAnyOrder("AddOrder", "CancelOrder");
  }

  @ParameterizedTest
  @CsvSource({
    "AddOrder,           modify-trades",
    "AddOrderBatch,      modify-trades and close-trades",
    "EditOrder,          modify-trades and close-trades",
    "AmendOrder,         close-trades or modify-trades",
    "CancelOrder,        close-trades or modify-trades",
    "CancelOrderBatch,   close-trades or modify-trades",
    "CancelAll,          close-trades or modify-trades",
    "CancelAllOrdersAfter, close-trades or modify-trades",
    "Balance,            query-funds",
    "OpenOrders,         query-open-trades",
    "ClosedOrders,       query-closed-trades",
    "QueryOrders,        query-closed-trades or query-open-trades",
    "Level3,             query-open-trades",
    "TradesHistory,      query-closed-trades",
    "Ledgers,            query-ledger",
    "AddExport,          export-data",
    "DepositMethods,     query-funds and add-funds",
    "WithdrawInfo,       query-funds and withdraw-funds",
    "Withdraw,           withdraw-funds",
    "WithdrawStatus,     query-ledger or withdraw-funds",
    "WalletTransfer,     query-funds",
    "AccountTransfer,    withdraw-funds",
    "Earn/Allocate,      earn-funds",
    "GetWebSocketsToken, create-ws-token",
    "GetApiKeyInfo,      any key",
    "Earn/Strategies,    any key",
    "ListWalletAccounts, any key"
  })
  void aCallNeedsThePermissionsThatKrakenNames(String endpoint, String permissions) {
    assertThat(row(endpoint).permissions()).hasToString(permissions);
  }

  @Test
  void everyPermissionIsOneThatKrakenHas() {
    assertThat(EndpointCatalogue.all())
        .flatExtracting(row -> row.permissions().all())
        .allSatisfy(alternatives -> assertThat(PERMISSION_IDS).containsAll(alternatives));
  }

  @Test
  void onlyCancelsComeOnTheUrgentTopicAndSomeOfThemOnlyThere() {
    assertThat(namesOf(row -> row.comesOn(Group.ORDERS, true)))
        .containsExactlyInAnyOrder(
            "CancelOrder", "CancelOrderBatch", "CancelAll", "CancelAllOrdersAfter");
    assertThat(namesOf(row -> row.comesOn(Group.ORDERS, false)))
        .containsExactlyInAnyOrder(
            "AddOrder",
            "AddOrderBatch",
            "AmendOrder",
            "EditOrder",
            "CancelOrder",
            "CancelOrderBatch");
  }

  @Test
  void theTopicOfAnAccountServesQueriesAndExports() {
    assertThat(namesOf(row -> row.comesOn(Group.ACCOUNT, false)))
        .containsExactlyInAnyOrder(
            words(
                """
                Balance BalanceEx CreditLines TradeBalance OpenOrders ClosedOrders QueryOrders
                OrderAmends TradesHistory QueryTrades OpenPositions Ledgers QueryLedgers TradeVolume
                AddExport ExportStatus RemoveExport GetApiKeyInfo ListWalletAccounts Level3
                Earn/Strategies Earn/Allocations Earn/AllocateStatus Earn/DeallocateStatus
                """));
    assertThat(namesOf(row -> row.comesOn(Group.ACCOUNT, true))).isEmpty();
  }

  @Test
  void whatMovesFundsComesOnTheTopicOfFunding() {
    assertThat(namesOf(row -> row.comesOn(Group.FUNDING, false)))
        .containsExactlyInAnyOrder(
            words(
                """
                DepositMethods DepositAddresses DepositStatus WithdrawMethods WithdrawAddresses
                WithdrawInfo Withdraw WithdrawStatus WithdrawCancel WalletTransfer CreateSubaccount
                AccountTransfer Earn/Allocate Earn/Deallocate
                """));
  }

  @Test
  void whoseAnswerIsASecretOrNoJsonComesOnNoTopic() {
    assertThat(namesOf(row -> row.group() == Group.INTERNAL))
        .containsExactlyInAnyOrder("GetWebSocketsToken", "RetrieveExport");
    assertThat(
            Stream.of(Group.ORDERS, Group.ACCOUNT, Group.FUNDING)
                .flatMap(group -> Stream.of(true, false).map(urgent -> serves(group, urgent))))
        .allMatch(serves -> !serves);
  }

  @Test
  void krakenOnlyChecksWhatPlacesOrders() {
    assertThat(namesOf(row -> row.takes(VALIDATE)))
        .containsExactlyInAnyOrder("AddOrder", "AddOrderBatch", "EditOrder");
  }

  @Test
  void whatPlacesOrChangesOrdersHasADeadline() {
    assertThat(namesOf(row -> row.takes(DEADLINE)))
        .containsExactlyInAnyOrder("AddOrder", "AddOrderBatch", "AmendOrder", "EditOrder");
  }

  @Test
  void onlyCancelsByIdLastForEver() {
    assertThat(namesOf(row -> row.takes(LASTING)))
        .containsExactlyInAnyOrder("CancelOrder", "CancelOrderBatch", "WithdrawCancel");
  }

  @Test
  void otherFeaturesAreThoseOfOneEndpoint() {
    assertThat(namesOf(row -> row.takes(BATCH))).containsExactly("AddOrderBatch");
    assertThat(namesOf(row -> row.takes(CHANGES_IF_NEW))).containsExactly("DepositAddresses");
  }

  static List<Endpoint> rows() {
    return Stream.concat(
            EndpointCatalogue.all().stream(),
            Stream.of(EndpointCatalogue.BATCH_ELEMENT, EndpointCatalogue.CLOSE))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowFitsTogether(Endpoint row) {
    assertThat(row.parameters()).containsAll(row.required());
    assertThat(row.parameters()).doesNotContain("nonce", "otp", "endpoint", "");
    assertThat(row.parameters()).allMatch(name -> name.matches("[a-z0-9_]+"));
    assertThat(row.restCost()).isBetween(0, 4);
    assertThat(row.parameters().contains("deadline")).isEqualTo(row.takes(DEADLINE));
    assertThat(row.parameters().contains("validate")).isEqualTo(row.takes(VALIDATE));
  }

  @ParameterizedTest
  @CsvSource({
    "AddOrder,             ordertype pair type volume",
    "AddOrderBatch,        orders pair",
    "AmendOrder,           ''",
    "EditOrder,            pair txid",
    "CancelOrder,          ''",
    "CancelOrderBatch,     ''",
    "CancelAll,            ''",
    "CancelAllOrdersAfter, timeout",
    "QueryOrders,          txid",
    "OrderAmends,          order_id",
    "QueryTrades,          txid",
    "QueryLedgers,         id",
    "AddExport,            description report",
    "ExportStatus,         report",
    "RemoveExport,         id type",
    "Level3,               pair",
    "DepositMethods,       asset",
    "DepositAddresses,     asset method",
    "WithdrawInfo,         amount asset key",
    "Withdraw,             amount asset key",
    "WithdrawCancel,       asset refid",
    "WalletTransfer,       amount asset from to",
    "CreateSubaccount,     email username",
    "AccountTransfer,      amount asset from to",
    "Earn/Allocate,        amount strategy_id",
    "Earn/DeallocateStatus, strategy_id",
    "Balance,              ''"
  })
  void whatKrakenRequiresIsRequired(String endpoint, String required) {
    assertThat(row(endpoint).required()).containsExactlyInAnyOrder(words(required));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AddOrder", "orders[]"})
  void anOrderTakesAllThatKrakenTakesOfOne(String endpoint) {
    Endpoint order =
        rows().stream().filter(row -> row.name().equals(endpoint)).findFirst().orElseThrow();

    assertThat(order.parameters())
        .contains(
            words(
                "ordertype type volume displayvol price price2 trigger leverage reduce_only stptype"
                    + " oflags timeinforce starttm expiretm userref cl_ord_id close"));
  }

  private static boolean serves(Group group, boolean urgent) {
    return row("GetWebSocketsToken").comesOn(group, urgent)
        || row("RetrieveExport").comesOn(group, urgent);
  }

  private static Endpoint row(String name) {
    return EndpointCatalogue.get(name);
  }

  private static List<String> namesOf(Predicate<Endpoint> which) {
    return EndpointCatalogue.all().stream().filter(which).map(Endpoint::name).toList();
  }

  private static String[] words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }
}
