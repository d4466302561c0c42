package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;

/** A stage as a service, on a real broker. */
class StageServiceIT {

  private static final ServiceDefinition STAGE =
      ServiceDefinition.<RotationRequested>stage(
          Topics.CHAIN_VALIDATOR,
          List.of(Topics.ROTATION_REQUESTED),
          List.of(),
          Optional.empty(),
          (settings, environment) -> delivery -> Outcome.nothing());

  @Test
  void isReadyOnceItHasItsPartitionsAndTransactsUnderItsInstance() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicAdmin(admin).apply(Topics.all());
      try (RunningService running =
          ServiceLauncher.start(
              STAGE,
              Map.of(
                  "instance.id", "one",
                  "kafka.bootstrap.servers", kafka.bootstrapServers(),
                  "kafka.schema.registry.url", "http://127.0.0.1:1",
                  "kafka.auto.register.schemas", "true"))) {
        await().atMost(Duration.ofSeconds(60)).until(() -> running.health().ready());

        assertThat(admin.listTransactions().all().get())
            .extracting(TransactionListing::transactionalId)
            .containsExactly("chain-validator-one");
        assertThat(admin.listGroups().valid().get())
            .extracting(group -> group.groupId())
            .containsExactly("chain-validator");
      }
    }
  }
}
