package io.github.camelkraken.accounts;

import io.github.camelkraken.config.KrakenConfig;
import io.github.camelkraken.config.Refusal;
import io.github.camelkraken.topics.Election;
import io.github.camelkraken.topics.KafkaClients;
import io.github.camelkraken.topics.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Which of several processes with the same topics acts for the accounts. All candidates tell the
 * fingerprints of their keys, so that a key which is also used with other topics is noticed:
 * nothing would order the nonces of those two.
 */
@Singleton
@Named("accountElection")
public class AccountElection extends Election {
  private static final String GROUP = "private";

  private final Accounts accounts;
  private final KafkaClients clients;

  public AccountElection(KrakenConfig config, Accounts accounts, KafkaClients clients) {
    super(clients, config.topicPrefix().topic(GROUP), config.topicPrefix().topic(Topics.JOURNAL));
    this.accounts = accounts;
    this.clients = clients;
  }

  /**
   * Looks whether a process with other topics has one of the keys. Only groups that this process
   * may describe can be seen.
   *
   * @throws Refusal if there is one
   * @throws KafkaException if the broker does not answer
   */
  public void refuseSharedKeys() throws InterruptedException {
    clients.administer(
        admin -> {
          List<String> others =
              admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                  .map(GroupListing::groupId)
                  .filter(id -> id.endsWith("." + GROUP) && !id.equals(group()))
                  .toList();
          admin.describeConsumerGroups(others).all().get().values().forEach(this::refuseKeysOf);
        });
  }

  @Override
  protected String clientId() {
    return Stream.concat(Stream.of(group()), keys().map(key -> key.api().fingerprint()))
        .collect(Collectors.joining("."));
  }

  private void refuseKeysOf(ConsumerGroupDescription other) {
    List<String> candidates = other.members().stream().map(MemberDescription::clientId).toList();
    keys()
        .filter(key -> candidates.stream().anyMatch(id -> id.contains(key.api().fingerprint())))
        .findFirst()
        .ifPresent(
            key -> {
              throw new Refusal(
                  "%s: a process with the topic prefix %s uses this key, too; give each a key of its"
                          .formatted(key.property(), prefix(other.groupId()))
                      + " own");
            });
  }

  private Stream<Key> keys() {
    return accounts.all().stream().map(Account::keys).map(Map::values).flatMap(Collection::stream);
  }

  private static String prefix(String group) {
    return group.substring(0, group.length() - GROUP.length() - 1);
  }
}
