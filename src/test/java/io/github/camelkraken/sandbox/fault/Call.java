package io.github.camelkraken.sandbox.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A call that has arrived: what it asks for, and the ways to answer it or not. */
public interface Call {
  Instant now();

  /**
   * Checks who calls, as Kraken does on arrival: a nonce counts from here on, even if the call
   * takes effect later or is never answered.
   */
  default void admit() {}

  /** Makes Kraken refuse one part of the call when it takes effect, such as an order of a batch. */
  default void refuse(int part, String error) {
    throw new UnsupportedOperationException("this call has no parts");
  }

  /** Lets the call take effect, once, and returns Kraken's whole envelope. */
  ObjectNode envelope();

  /** Lets the call take effect and answers it as usual. */
  void answer();

  void send(int status, Map<String, String> headers, byte[] body);

  /** Sends this much of the body, announces all of it, and closes the connection. */
  void sendPart(byte[] body, int length);

  /** Closes the connection without a word. */
  void cut();

  /** Runs the rest later; the connection stays open meanwhile. */
  void later(Duration delay, Runnable rest);
}
