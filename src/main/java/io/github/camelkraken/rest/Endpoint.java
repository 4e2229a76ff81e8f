package io.github.camelkraken.rest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A private endpoint of Kraken's: a row of the {@link EndpointCatalogue}.
 *
 * @param name as in the path, such as {@code AddOrder} or {@code Earn/Strategies}
 * @param group whose topics serve it
 * @param encoding of its parameters
 * @param effect of a call
 * @param takes what the gateway may or must add to a call
 * @param restCost on the counter of the key (rate-limits.md 2)
 * @param engineCost on the counter of the pair
 * @param permissions that the key needs
 * @param parameters that a request may have, in Kraken's words
 * @param required those of them that it must have
 */
public record Endpoint(
    String name,
    Group group,
    Encoding encoding,
    Effect effect,
    Set<Feature> takes,
    int restCost,
    EngineCost engineCost,
    Permissions permissions,
    Set<String> parameters,
    Set<String> required) {
  private static final String MANDATORY = "!";

  /** What distinguishes an endpoint beside its parameters. */
  public enum Feature {
    /** {@code validate}: Kraken only checks. */
    VALIDATE,
    /** {@code deadline}: Kraken's engine does not take it any more after that. */
    DEADLINE,
    /** It also comes on the urgent topic, and overtakes what waits for the same key. */
    URGENT,
    /** It comes on the urgent topic only. */
    ONLY_URGENT,
    /** A request without {@code expires-at} never grows too old: it cancels by id. */
    LASTING,
    /** Its parameters are orders, each with a {@code cl_ord_id} of its own. */
    BATCH,
    /** It changes something only if {@code new} is true. */
    CHANGES_IF_NEW
  }

  /** The path that is signed. */
  public String path() {
    return "/0/private/" + name;
  }

  public boolean takes(Feature feature) {
    return takes.contains(feature);
  }

  /** What the key that calls it is for. */
  public Role role() {
    if (takes(Feature.URGENT) || takes(Feature.ONLY_URGENT)) {
      return Role.CANCEL;
    }
    return switch (group) {
      case ORDERS -> Role.TRADE;
      case ACCOUNT, INTERNAL -> Role.QUERY;
      case FUNDING -> Role.OWN;
    };
  }

  /** Whether a request for it may come on {@code <group>.requests}, or on the urgent topic. */
  public boolean comesOn(Group topic, boolean urgent) {
    return group == topic
        && (urgent
            ? takes(Feature.URGENT) || takes(Feature.ONLY_URGENT)
            : !takes(Feature.ONLY_URGENT));
  }

  Endpoint with(Feature... features) {
    return new Endpoint(
        name,
        group,
        encoding,
        effect,
        Set.of(features),
        restCost,
        engineCost,
        permissions,
        parameters,
        required);
  }

  Endpoint costs(int rest, EngineCost engine) {
    return new Endpoint(
        name, group, encoding, effect, takes, rest, engine, permissions, parameters, required);
  }

  Endpoint needs(String... permissionIds) {
    return new Endpoint(
        name,
        group,
        encoding,
        effect,
        takes,
        restCost,
        engineCost,
        Permissions.of(permissionIds),
        parameters,
        required);
  }

  /** Names of parameters; an exclamation mark follows one that is required. */
  Endpoint with(String names) {
    List<String> all = Stream.of(names.trim().split("\\s+")).toList();
    return new Endpoint(
        name,
        group,
        encoding,
        effect,
        takes,
        restCost,
        engineCost,
        permissions,
        all.stream().map(n -> n.replace(MANDATORY, "")).collect(Collectors.toUnmodifiableSet()),
        all.stream()
            .filter(n -> n.endsWith(MANDATORY))
            .map(n -> n.replace(MANDATORY, ""))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
