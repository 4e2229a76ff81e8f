package io.github.camelkraken.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Certificates of the brokers and of users, in the files of Strimzi's secrets. Each is its own
 * authority here; to the brokers a user is the common name all the same.
 */
public final class Certificates {
  static final String PASSWORD = "for-one-test";
  private static final String BROKERS = "brokers";
  private static final String TRUSTED = "trusted";
  private static final String TYPE = "PKCS12";

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /** Makes those of the brokers and of these users. */
  public static Certificates in(Path folder, List<String> users)
      throws IOException, GeneralSecurityException, InterruptedException {
    Certificates certificates = new Certificates(folder);
    KeyStore trusted = KeyStore.getInstance(TYPE);
    trusted.load(null, null);
    for (String name : Stream.concat(Stream.of(BROKERS), users.stream()).toList()) {
      certificates.make(name);
      trusted.setCertificateEntry(name, certificates.certificate(name));
    }
    try (OutputStream out = Files.newOutputStream(certificates.file(TRUSTED))) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return certificates;
  }

  /** What a broker is told of them. */
  public Map<String, String> ofBrokers() {
    return Map.of(
        "ssl.keystore.location", file(BROKERS).toString(),
        "ssl.keystore.password", PASSWORD,
        "ssl.keystore.type", TYPE,
        "ssl.truststore.location", file(TRUSTED).toString(),
        "ssl.truststore.password", PASSWORD,
        "ssl.truststore.type", TYPE);
  }

  /** The secret of the cluster's authority. */
  Map<String, byte[]> ofAuthority() throws IOException, GeneralSecurityException {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate(BROKERS).getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Map.of("ca.crt", pem.getBytes(StandardCharsets.US_ASCII));
  }

  /** The secret of a user. */
  Map<String, byte[]> of(String user) throws IOException {
    return Map.of(
        "user.p12", Files.readAllBytes(file(user)),
        "user.password", PASSWORD.getBytes(StandardCharsets.US_ASCII));
  }

  /** What a client of a user's is told. */
  public Map<String, Object> client(String user) {
    return Map.of(
        "security.protocol", "SSL",
        "ssl.keystore.location", file(user).toString(),
        "ssl.keystore.password", PASSWORD,
        "ssl.keystore.type", TYPE,
        "ssl.truststore.location", file(TRUSTED).toString(),
        "ssl.truststore.password", PASSWORD,
        "ssl.truststore.type", TYPE);
  }

  private void make(String name) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "1",
                "-storetype",
                TYPE,
                "-keystore",
                file(name).toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }

  private Certificate certificate(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    try (InputStream in = Files.newInputStream(file(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store.getCertificate(name);
  }

  private Path file(String name) {
    return folder.resolve(name + ".p12");
  }
}
