package io.github.camelkraken.rest;

/** The group of request topics, and of routes, that serves an endpoint. */
public enum Group {
  ORDERS("orders"),
  ACCOUNT("account"),
  FUNDING("funding"),
  /** Called by the gateway itself or not at all: its answer is a secret or no JSON. */
  INTERNAL("internal");

  private final String topics;

  Group(String topics) {
    this.topics = topics;
  }

  /** First part of the topics' names behind the prefix, also the name of the group of routes. */
  public String topics() {
    return topics;
  }
}
