package io.github.camelkraken.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * A container registry on 127.0.0.1 that has an empty image, {@code base:1}, and keeps what is
 * pushed. It speaks plain HTTP, and says so at once to who tries TLS first.
 */
final class Registry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
  private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final Vertx vertx = Vertx.vertx();
  private final int port;

  Registry() throws Exception {
    putBase();
    port =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> serve(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** The names of what was pushed, as {@code name:tag}. */
  List<String> pushed() {
    return manifests.keySet().stream().filter(name -> !name.equals("base:1")).sorted().toList();
  }

  /** How an image is to be run. */
  JsonNode config(String image) {
    return read(blobs.get(manifest(image).at("/config/digest").asText()));
  }

  /** The layers of an image, the lowest first, as compressed archives. */
  List<byte[]> layers(String image) {
    List<byte[]> layers = new ArrayList<>();
    manifest(image)
        .get("layers")
        .forEach(layer -> layers.add(blobs.get(layer.get("digest").asText())));
    return layers;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private JsonNode manifest(String image) {
    return read(manifests.get(image));
  }

  private void serve(HttpServerRequest request, Buffer body) {
    String path = request.path().substring("/v2/".length());
    String image = path.replace("/manifests/", ":");
    if (path.isEmpty()) {
      answer(request, 200, "application/json", Buffer.buffer("{}"));
    } else if (path.contains("/blobs/uploads/")) {
      upload(request, body);
    } else if (path.contains("/blobs/")) {
      give(request, LAYER, blobs.get(path.substring(path.lastIndexOf('/') + 1)));
    } else if (request.method().equals(HttpMethod.PUT)) {
      manifests.put(image, body.getBytes());
      answer(request, 201, MANIFEST, Buffer.buffer());
    } else {
      give(request, MANIFEST, manifests.get(image));
    }
  }

  /** A blob comes in three calls: its place is asked for, its bytes come, its digest ends it. */
  private void upload(HttpServerRequest request, Buffer body) {
    if (request.method().equals(HttpMethod.PUT)) {
      put(uploads.remove(request.path()));
      answer(request, 201, LAYER, Buffer.buffer());
      return;
    }
    boolean asked = request.method().equals(HttpMethod.POST);
    String place = asked ? request.path() + UUID.randomUUID() : request.path();
    if (!asked) {
      uploads.put(place, body.getBytes());
    }
    request.response().putHeader("Location", place);
    answer(request, 202, LAYER, Buffer.buffer());
  }

  private static void give(HttpServerRequest request, String type, byte[] body) {
    if (body == null) {
      answer(request, 404, type, Buffer.buffer());
    } else {
      request.response().putHeader("Docker-Content-Digest", digest(body));
      answer(request, 200, type, Buffer.buffer(body));
    }
  }

  private static void answer(HttpServerRequest request, int status, String type, Buffer body) {
    request.response().setStatusCode(status).putHeader("Content-Type", type);
    if (request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("Content-Length", String.valueOf(body.length())).end();
    } else {
      request.response().end(body);
    }
  }

  private void putBase() throws IOException {
    byte[] emptyArchive = new byte[1024];
    byte[] layer = gzip(emptyArchive);
    byte[] config =
        """
        {"architecture":"amd64","os":"linux","config":{},
         "rootfs":{"type":"layers","diff_ids":["%s"]}}"""
            .formatted(digest(emptyArchive))
            .getBytes(StandardCharsets.UTF_8);
    manifests.put(
        "base:1",
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"%s","size":%d,"digest":"%s"},
         "layers":[{"mediaType":"%s","size":%d,"digest":"%s"}]}"""
            .formatted(
                MANIFEST, CONFIG, config.length, put(config), LAYER, layer.length, put(layer))
            .getBytes(StandardCharsets.UTF_8));
  }

  private String put(byte[] blob) {
    String digest = digest(blob);
    blobs.put(digest, blob);
    return digest;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
