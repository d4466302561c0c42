package dev.pinwheel.runtime.kafka;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.serde.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Looks for the schemas of what a process writes. Not where the process would register them itself,
 * or names its subjects otherwise: then its first record tells.
 */
final class NeededSchemas {

  private NeededSchemas() {}

  static List<String> missing(ClusterNeeds needs) {
    if (!needs.kafka().containsKey("schema.registry.url")
        || isSet(needs, "auto.register.schemas", "true")
        || needs.kafka().containsKey("value.subject.name.strategy")) {
      return List.of();
    }
    boolean latest = isSet(needs, "use.latest.version", "true");
    List<String> absent = new ArrayList<>();
    try (RegistryClient registry = RegistryClient.of(needs.kafka())) {
      for (Topic topic : needs.writes()) {
        if (topic.value().isPresent() && !isThere(registry, topic, latest)) {
          absent.add(topic.subject());
        }
      }
    } catch (ConfigException e) {
      return List.of(); // settings of another serializer, which knows more ways to log in
    } catch (KafkaException e) {
      return List.of(ClusterFault.inWords(e));
    }
    return absent.isEmpty()
        ? List.of()
        : List.of(
            "schemas that are not registered: %s; `pinwheel topics apply` registers them"
                .formatted(String.join(", ", absent)));
  }

  private static boolean isThere(RegistryClient registry, Topic topic, boolean latest) {
    Schema schema = SpecificData.get().getSchema(topic.value().orElseThrow());
    return latest
        ? registry.latest(topic.subject()).isPresent()
        : registry.find(topic.subject(), schema).isPresent();
  }

  private static boolean isSet(ClusterNeeds needs, String name, String value) {
    return value.equals(String.valueOf(needs.kafka().get(name)));
  }
}
