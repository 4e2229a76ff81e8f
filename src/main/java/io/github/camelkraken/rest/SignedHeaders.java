package io.github.camelkraken.rest;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The headers that pass between the private call and Kraken: key and signature out, and of an
 * answer only those that are read.
 */
@Singleton
@Named("signedHeaders")
public class SignedHeaders extends ReplyHeaders {
  /** The public half of the key. */
  public static final String KEY = "API-Key";

  /** The signature of the body that goes out with it. */
  public static final String SIGN = "API-Sign";

  public SignedHeaders() {
    setOutFilter(Set.of(KEY.toLowerCase(), SIGN.toLowerCase()));
  }
}
