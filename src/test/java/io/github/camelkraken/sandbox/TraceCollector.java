package io.github.camelkraken.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces over OTLP, as a collector of OpenTelemetry's does. */
public final class TraceCollector implements AutoCloseable {
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public TraceCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All spans so far. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** The spans of one trace so far; its id as in a {@code traceparent}. */
  public List<Span> spans(String traceId) {
    return spans.stream()
        .filter(span -> hex(span.getTraceId().toByteArray()).equals(traceId))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** An id as a {@code traceparent} shows it. */
  public static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
          .getResourceSpansList()
          .stream()
          .map(ResourceSpans::getScopeSpansList)
          .flatMap(List::stream)
          .map(ScopeSpans::getSpansList)
          .flatMap(List::stream)
          .forEach(spans::add);
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
