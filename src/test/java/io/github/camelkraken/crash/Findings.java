package io.github.camelkraken.crash;

import java.util.ArrayList;
import java.util.List;

/** What does not hold, each in words. */
final class Findings {
  private final List<String> doubled = new ArrayList<>();
  private final List<String> doubledAmends = new ArrayList<>();
  private final List<String> withoutFinal = new ArrayList<>();
  private final List<String> unknownAmends = new ArrayList<>();
  private final List<String> disagreeing = new ArrayList<>();
  private final List<String> contradictions = new ArrayList<>();

  /** Orders that Kraken has more than once. */
  List<String> doubled() {
    return doubled;
  }

  /** Amends that were carried out more than once. */
  List<String> doubledAmends() {
    return doubledAmends;
  }

  /** Records without a final result. */
  List<String> withoutFinal() {
    return withoutFinal;
  }

  /** Records of amends whose outcome was said to be unknown, and no more. */
  List<String> unknownAmends() {
    return unknownAmends;
  }

  /** Requests whose final results differ. */
  List<String> disagreeing() {
    return disagreeing;
  }

  /** Results that say something else than the exchange's books. */
  List<String> contradictions() {
    return contradictions;
  }
}
