package io.github.camelkraken.sandbox.account;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reports that an account has asked for (rest.md 3.15). */
public final class Exports {
  /**
   * One report, ready as soon as it is asked for.
   *
   * @param report {@code trades} or {@code ledgers}
   */
  public record Export(
      String id, String report, String description, String format, String fields, Instant at) {}

  private final Map<String, Export> exports = new LinkedHashMap<>();

  public synchronized Export add(
      String report, String description, String format, String fields, Instant now) {
    String id = KrakenId.of('E').substring(1, 5) + exports.size();
    Export export = new Export(id, report, description, format, fields, now);
    exports.put(id, export);
    return export;
  }

  public synchronized List<Export> of(String report) {
    return exports.values().stream().filter(export -> export.report().equals(report)).toList();
  }

  public synchronized Optional<Export> find(String id) {
    return Optional.ofNullable(exports.get(id));
  }

  /** False if there is none of this id. */
  public synchronized boolean remove(String id) {
    return exports.remove(id) != null;
  }
}
