package io.github.camelkraken.topics;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory;

/**
 * Has Camel commit a record's offset once its exchange is done, and not on a timer of the consumer.
 * A factory of this very type is what Camel asks for to do so by itself.
 */
@Singleton
@Named("commitWhenDone")
public class CommitWhenDone extends DefaultKafkaManualCommitFactory {}
