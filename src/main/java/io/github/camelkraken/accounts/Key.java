package io.github.camelkraken.accounts;

import io.github.camelkraken.rest.Role;

/**
 * One key of an account; each has nonces, a counter and a lane of its own.
 *
 * @param account whose it is
 * @param role what it is for
 * @param property that it was configured by
 */
public record Key(String account, Role role, String property, ApiKey api, ApiSecret secret) {
  /** What people tell it apart by: the account's name, with the role if it is not its own key. */
  public String name() {
    return role == Role.OWN ? account : account + "/" + role;
  }
}
