package dev.pinwheel.cli;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.schemas.topics.TopicConfigs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The catalogue and its least rights as resources of the Strimzi operator, version {@code v1} of
 * {@code kafka.strimzi.io}: what {@code topics apply} and {@code topics acls} do, for clusters
 * whose topics and users an operator keeps.
 *
 * @param cluster name of the {@code Kafka} resource that they belong to
 * @param replicas replication factor of every topic
 * @param authentication type of the users' credentials, {@code scram-sha-512} or {@code tls}
 */
record StrimziResources(String cluster, int replicas, String authentication) {

  private static final String API = "kafka.strimzi.io/v1";

  /** A {@code KafkaTopic} for every topic of the catalogue, in its order. */
  List<Map<String, Object>> topics(List<Topic> catalogue) {
    return catalogue.stream().map(this::topic).toList();
  }

  /** A {@code KafkaUser} for every stage, with the least rights that it works with. */
  List<Map<String, Object>> users(List<Topic> catalogue) {
    return AccessRules.STAGES.stream()
        .map(stage -> user(stage, AccessRules.of(catalogue, stage)))
        .toList();
  }

  private Map<String, Object> topic(Topic topic) {
    Map<String, Object> configs = new TreeMap<>(TopicConfigs.of(topic));
    configs.put(
        TopicConfigs.MIN_INSYNC_REPLICAS,
        Integer.toString(TopicConfigs.minInsyncReplicas(replicas)));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("partitions", topic.partitions());
    spec.put("replicas", replicas);
    spec.put("config", configs);
    return resource("KafkaTopic", topic.name(), spec);
  }

  private Map<String, Object> user(String stage, List<AclBinding> rules) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("authentication", Map.of("type", authentication));
    Map<ResourcePattern, List<String>> operations = new LinkedHashMap<>();
    rules.forEach(
        rule ->
            operations.merge(
                rule.pattern(),
                List.of(operation(rule.entry().operation())),
                StrimziResources::joined));
    Map<String, Object> authorization = new LinkedHashMap<>();
    authorization.put("type", "simple");
    authorization.put("acls", operations.entrySet().stream().map(StrimziResources::acl).toList());
    spec.put("authorization", authorization);
    return resource("KafkaUser", stage, spec);
  }

  private static Map<String, Object> acl(Map.Entry<ResourcePattern, List<String>> rule) {
    ResourcePattern pattern = rule.getKey();
    Map<String, Object> on = new LinkedHashMap<>();
    on.put("type", type(pattern.resourceType()));
    on.put("name", pattern.name());
    on.put("patternType", pattern.patternType() == PatternType.PREFIXED ? "prefix" : "literal");
    Map<String, Object> acl = new LinkedHashMap<>();
    acl.put("type", "allow");
    acl.put("resource", on);
    acl.put("operations", rule.getValue());
    acl.put("host", "*");
    return acl;
  }

  private Map<String, Object> resource(String kind, String name, Map<String, Object> spec) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", API);
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    resource.put("spec", spec);
    return resource;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  private static String type(ResourceType type) {
    return type == ResourceType.TRANSACTIONAL_ID
        ? "transactionalId"
        : type.name().toLowerCase(Locale.ROOT);
  }

  private static String operation(AclOperation operation) {
    String name = operation.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
