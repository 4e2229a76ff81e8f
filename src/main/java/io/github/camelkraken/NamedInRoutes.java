package io.github.camelkraken;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Exceptions of others that {@code routes/} handles. Camel loads them by name, which a native
 * executable allows only for classes that are registered; ours are in application.properties.
 */
@RegisterForReflection(
    targets = {
      Exception.class,
      IOException.class,
      RejectedExecutionException.class,
      KafkaException.class,
      RecordTooLargeException.class
    },
    methods = false,
    fields = false)
final class NamedInRoutes {
  private NamedInRoutes() {}
}
