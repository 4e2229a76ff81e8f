package io.github.camelkraken.requests;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.market.MarketPairs;
import io.github.camelkraken.rest.Group;
import io.github.camelkraken.rest.Parsed;
import io.github.camelkraken.rest.PublicCall;
import io.github.camelkraken.rest.Reply;
import io.github.camelkraken.rest.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A request as it may come from Kafka, on the topic of orders unless told otherwise. */
public final class SampleRequest {
  /** When it was received. */
  public static final Instant NOW = Instant.parse("2026-09-03T12:00:00Z");

  private static final String PAIRS =
      """
      {
        "XXBTZUSD": {"altname": "XBTUSD", "wsname": "XBT/USD", "pair_decimals": 1,
                     "lot_decimals": 8},
        "XETHZUSD": {"altname": "ETHUSD", "wsname": "ETH/USD", "pair_decimals": 2,
                     "lot_decimals": 3}
      }
      """;

  private final Headers headers = new RecordHeaders();
  private final byte[] value;
  private Group group = Group.ORDERS;
  private boolean urgent;
  private long offset = 42;
  private Instant recordTime = NOW.minusSeconds(5);
  private byte[] key;

  private SampleRequest(byte[] value) {
    this.value = value;
  }

  public static SampleRequest of(String json) {
    return new SampleRequest(json.getBytes(StandardCharsets.UTF_8));
  }

  static SampleRequest of(byte[] value) {
    return new SampleRequest(value);
  }

  /** Pairs that Kraken lists. */
  static MarketPairs pairs(KrakenConfig config) {
    MarketPairs pairs = new MarketPairs(config, null, null);
    try {
      pairs.take(new Reply(new PublicCall("AssetPairs", ""), Parsed.json(PAIRS), NOW, NOW));
    } catch (Transient noPairs) {
      throw new IllegalStateException(noPairs);
    }
    return pairs;
  }

  public SampleRequest in(Group other) {
    group = other;
    return this;
  }

  public SampleRequest urgent() {
    urgent = true;
    return this;
  }

  public SampleRequest at(long otherOffset) {
    offset = otherOffset;
    return this;
  }

  public SampleRequest written(Instant time) {
    recordTime = time;
    return this;
  }

  public SampleRequest key(String account) {
    key = account.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public SampleRequest header(String name, String text) {
    headers.add(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Request build() {
    return new Request(
        group,
        urgent,
        "kraken." + group.topics() + (urgent ? ".urgent" : ".requests"),
        1,
        offset,
        recordTime,
        key,
        value,
        headers,
        NOW);
  }
}
