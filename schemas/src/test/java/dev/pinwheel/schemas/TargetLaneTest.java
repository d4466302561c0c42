package dev.pinwheel.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class TargetLaneTest {

  @Test
  void isWhereKafkasJavaProducerPutsTheKeyInATopicAsItWasCreated() {
    IntStream.range(0, 100)
        .mapToObj(number -> "OAUTH_CLIENT/eu-west-2/client-" + number)
        .forEach(
            key ->
                assertThat(TargetLane.of(Topics.ROTATION_REQUESTED, key))
                    .isEqualTo(
                        BuiltInPartitioner.partitionForKey(
                            key.getBytes(UTF_8), Topics.PARTITIONS)));
  }

  @Test
  void isTheSameInEveryTopicKeyedByTarget() {
    String key = "BYOC_TRUNK/us-east-1/trunk-1";
    assertThat(TargetLane.of(Topics.CHAIN_VALIDATED, key))
        .isEqualTo(TargetLane.of(Topics.ROTATION_REQUESTED, key));
  }

  @Test
  void usesEveryPartition() {
    assertThat(
            IntStream.range(0, 200)
                .map(number -> TargetLane.of(Topics.ROTATION_REQUESTED, "key-" + number))
                .distinct()
                .sorted())
        .containsExactly(0, 1, 2, 3, 4, 5);
  }
}
