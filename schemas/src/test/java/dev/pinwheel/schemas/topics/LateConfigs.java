package dev.pinwheel.schemas.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/**
 * Of the topics that exist, the settings of none are known the first times that they are asked for:
 * a broker that hears of a new topic later than the one that described it answers so.
 */
final class LateConfigs extends ForwardingAdmin {

  private int times;

  LateConfigs(Map<String, Object> settings, int times) {
    super(settings);
    this.times = times;
  }

  @Override
  public DescribeConfigsResult describeConfigs(
      Collection<ConfigResource> resources, DescribeConfigsOptions options) {
    if (resources.isEmpty() || times == 0) {
      return super.describeConfigs(resources, options);
    }
    times--;
    Map<ConfigResource, KafkaFuture<Config>> unknown = new HashMap<>();
    for (ConfigResource resource : resources) {
      KafkaFutureImpl<Config> answer = new KafkaFutureImpl<>();
      answer.completeExceptionally(new UnknownTopicOrPartitionException(resource.name()));
      unknown.put(resource, answer);
    }
    return new Late(unknown);
  }

  /** The result's constructor is for subclasses only. */
  private static final class Late extends DescribeConfigsResult {
    Late(Map<ConfigResource, KafkaFuture<Config>> answers) {
      super(answers);
    }
  }
}
