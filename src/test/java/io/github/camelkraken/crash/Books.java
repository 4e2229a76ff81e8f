package io.github.camelkraken.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.crash.Intent.Wanted;
import io.github.camelkraken.sandbox.SimulatedKraken;
import io.github.camelkraken.sandbox.account.SimulatedAccount;
import io.github.camelkraken.sandbox.account.SimulatedOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Compares what was asked for and what was answered with the orders that the exchange has. */
final class Books {
  private static final Set<String> WITHOUT_EFFECT = Set.of("rejected", "expired", "not_placed");
  private static final Set<String> CHANGING =
      Set.of("AddOrder", "AddOrderBatch", "AmendOrder", "CancelOrder");
  private static final List<String> BUSINESS =
      List.of("status", "reason", "cl_ord_id", "txid", "orders", "result");

  private final SimulatedKraken kraken;
  private final Outcomes outcomes;
  private final Findings findings = new Findings();

  /** All orders that ever existed, by account and by their volume. */
  private final Map<String, Map<BigDecimal, List<SimulatedOrder>>> orders = new HashMap<>();

  Books(SimulatedKraken kraken, List<String> accounts, Outcomes outcomes) {
    this.kraken = kraken;
    this.outcomes = outcomes;
    for (String name : accounts) {
      orders.put(name, byVolume(kraken.account(name)));
    }
  }

  /** Checks all that was produced. */
  Findings check(List<Produced> produced) {
    Map<Intent, List<Place>> places = new LinkedHashMap<>();
    for (Produced one : produced) {
      places.computeIfAbsent(one.intent(), added -> new ArrayList<>()).add(one.place());
    }
    places.forEach(this::check);
    checkStrangers(places.keySet());
    return findings;
  }

  /** How many orders the exchange has. */
  int size() {
    return orders.values().stream()
        .flatMap(all -> all.values().stream())
        .mapToInt(List::size)
        .sum();
  }

  private void check(Intent intent, List<Place> places) {
    checkEffects(intent);
    List<JsonNode> finals = new ArrayList<>();
    for (Place place : places) {
      List<JsonNode> its = outcomes.finals(place);
      checkEnd(intent, place, its);
      finals.addAll(its);
    }
    if (finals.isEmpty()) {
      return;
    }
    if (finals.stream().map(Books::business).distinct().count() > 1) {
      findings.disagreeing().add(intent + ": " + said(finals));
    }
    finals.stream().distinct().forEach(result -> checkResult(intent, result));
  }

  private void checkEffects(Intent intent) {
    for (Wanted wanted : intent.orders()) {
      if (placed(intent, wanted).size() > 1) {
        findings.doubled().add(intent + ": " + words(placed(intent, wanted)));
      }
    }
    if (intent.kind() == Kind.AMEND && amends(intent) > 1) {
      findings.doubledAmends().add(intent + ": amended " + amends(intent) + " times");
    }
  }

  private void checkEnd(Intent intent, Place place, List<JsonNode> finals) {
    if (finals.isEmpty()) {
      boolean unknownAmend = intent.kind() == Kind.AMEND && outcomes.isUnknown(place);
      (unknownAmend ? findings.unknownAmends() : findings.withoutFinal())
          .add(intent + " at " + place);
    }
    if (finals.stream().distinct().count() > 1) {
      findings.disagreeing().add(intent + " at one place: " + said(finals));
    }
  }

  private void checkResult(Intent intent, JsonNode result) {
    String contradiction =
        switch (intent.kind()) {
          case BATCH -> aboutBatch(intent, result);
          case CANCEL -> aboutCancel(intent, result);
          case AMEND -> aboutAmend(intent, result);
          default -> aboutOrder(intent, intent.order(), result);
        };
    if (contradiction != null) {
      findings
          .contradictions()
          .add(
              "%s: %s; %s; Kraken heard %s"
                  .formatted(intent, contradiction, said(List.of(result)), heard(intent)));
    }
  }

  /**
   * Compares an order of a result with the books.
   *
   * @return what is wrong, or null
   */
  private String aboutOrder(Intent intent, Wanted wanted, JsonNode said) {
    List<SimulatedOrder> placed = placed(intent, wanted);
    String status = said.path("status").asText();
    if (WITHOUT_EFFECT.contains(status)) {
      return placed.isEmpty() ? null : status + ", but there is " + words(placed);
    }
    if (!status.equals("accepted")) {
      return status + " is no end of a live order";
    }
    List<String> txids = new ArrayList<>();
    said.path("txid").forEach(txid -> txids.add(txid.asText()));
    if (txids.size() != 1 || placed.stream().noneMatch(one -> one.txid().equals(txids.get(0)))) {
      return "accepted as " + txids + ", but there is " + words(placed);
    }
    String clOrdId = said.path("cl_ord_id").textValue();
    if (wanted.clOrdId() != null && !wanted.clOrdId().equals(clOrdId)
        || placed.stream().noneMatch(one -> Objects.equals(one.clOrdId(), clOrdId))) {
      return "called " + clOrdId + ", but there is " + words(placed);
    }
    return null;
  }

  private String aboutBatch(Intent intent, JsonNode result) {
    if (WITHOUT_EFFECT.contains(result.path("status").asText())) {
      return intent.orders().stream()
          .map(wanted -> aboutOrder(intent, wanted, result))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    JsonNode said = result.path("orders");
    if (said.size() != intent.orders().size()) {
      return "tells of " + said.size() + " orders, not " + intent.orders().size();
    }
    for (int i = 0; i < said.size(); i++) {
      String contradiction = aboutOrder(intent, intent.orders().get(i), said.get(i));
      if (contradiction != null) {
        return "order " + i + ": " + contradiction;
      }
    }
    boolean any =
        StreamSupport.stream(said.spliterator(), false)
            .anyMatch(order -> order.path("status").asText().equals("accepted"));
    return any ? null : "accepted, but none of its orders";
  }

  private String aboutCancel(Intent intent, JsonNode result) {
    List<SimulatedOrder> placed = placed(intent.target(), intent.target().order());
    String status = result.path("status").asText();
    String reason = result.path("reason").textValue();
    if (status.equals("accepted")) {
      boolean open = placed.stream().anyMatch(SimulatedOrder::isLive);
      boolean stopped = "STOPPED_BEFORE_SENDING".equals(reason);
      return open
              || stopped && !placed.isEmpty()
              || reason == null && placed.stream().noneMatch(Books::isCanceled)
          ? "accepted, but there is " + words(placed)
          : null;
    }
    return placed.stream().anyMatch(Books::isCanceled)
        ? status + ", but there is " + words(placed)
        : null;
  }

  private String aboutAmend(Intent intent, JsonNode result) {
    boolean accepted = result.path("status").asText().equals("accepted");
    return accepted == amends(intent) > 0
        ? null
        : result.path("status").asText() + ", but it was amended " + amends(intent) + " times";
  }

  /** The calls that named the orders which it is about, as they came. */
  private List<String> heard(Intent intent) {
    List<String> names =
        (intent.target() == null ? intent : intent.target())
            .orders().stream().map(Wanted::clOrdId).filter(Objects::nonNull).toList();
    return kraken.privateCalls().stream()
        .filter(call -> CHANGING.contains(call.endpoint()))
        .filter(call -> names.stream().anyMatch(call.json().toString()::contains))
        .map(
            call ->
                "%s %s by %s, nonce %s: %s"
                    .formatted(
                        call.at(),
                        call.endpoint(),
                        call.caller(),
                        call.nonce(),
                        call.isAnswered() ? "answered " + call.errors() : "no answer"))
        .toList();
  }

  /** Orders that nobody asked for. */
  private void checkStrangers(Set<Intent> intents) {
    Map<String, Set<BigDecimal>> wanted = new HashMap<>();
    for (Intent intent : intents) {
      Set<BigDecimal> volumes = wanted.computeIfAbsent(intent.account(), added -> new HashSet<>());
      intent.orders().forEach(order -> volumes.add(order.volume()));
    }
    orders.forEach(
        (account, all) ->
            all.forEach(
                (volume, its) -> {
                  if (!wanted.getOrDefault(account, Set.of()).contains(volume)) {
                    findings.contradictions().add("nobody asked for " + words(its));
                  }
                }));
  }

  private long amends(Intent amend) {
    return placed(amend.target(), amend.target().order()).stream()
        .flatMap(order -> order.amends().stream().skip(1))
        .filter(one -> one.terms().limit().compareTo(amend.price()) == 0)
        .count();
  }

  private List<SimulatedOrder> placed(Intent intent, Wanted wanted) {
    return orders.get(intent.account()).getOrDefault(wanted.volume(), List.of());
  }

  private static boolean isCanceled(SimulatedOrder order) {
    return order.status().equals("canceled");
  }

  private static Map<String, JsonNode> business(JsonNode result) {
    Map<String, JsonNode> business = new HashMap<>();
    BUSINESS.forEach(field -> business.put(field, result.path(field)));
    return business;
  }

  private static Map<BigDecimal, List<SimulatedOrder>> byVolume(SimulatedAccount account) {
    Map<BigDecimal, List<SimulatedOrder>> byVolume = new HashMap<>();
    for (SimulatedOrder order : account.orders()) {
      byVolume.computeIfAbsent(order.terms().volume(), added -> new ArrayList<>()).add(order);
    }
    return byVolume;
  }

  private static String said(List<JsonNode> results) {
    return results.stream()
        .map(
            result ->
                "%s %s %s %s (%s) of %s after %s attempts"
                    .formatted(
                        result.path("status").asText(),
                        result.path("reason").asText(),
                        result.path("detail").asText(),
                        result.path("txid"),
                        result.path("cl_ord_id").asText(),
                        Place.of(result),
                        result.path("attempts")))
        .toList()
        .toString();
  }

  private static String words(List<SimulatedOrder> orders) {
    return orders.stream()
        .map(
            order ->
                "%s %s %s (%s)"
                    .formatted(
                        order.txid(), order.terms().words(), order.status(), order.clOrdId()))
        .toList()
        .toString();
  }
}
