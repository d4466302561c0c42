package dev.pinwheel.stack.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.Backbone;
import dev.pinwheel.stack.Broker;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.TrustedPki;
import dev.pinwheel.stack.evidence.Follower;
import dev.pinwheel.stack.evidence.PlatformWitness;
import dev.pinwheel.stack.evidence.RunEvidence;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Promises;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The pipeline end to end on the broker that others run: Apache's own container image. */
class ContainerizedKafkaIT {

  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @BeforeAll
  static void skippedWithoutContainerEngine() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "skipped: no Docker engine can be reached, so the pipeline was not tried on " + IMAGE);
  }

  @Test
  void keepsEveryPromiseOnApachesOwnImage() throws Exception {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    TestCa ca = TestCa.create(clock.instant(), random);
    SmallDemo demo = new SmallDemo(ca, clock);
    try (LocalStack stack =
            LocalStack.start(
                backbone(),
                StackOptions.usual()
                    .withRateLimitPerMinute(6_000)
                    .withSetting(Topics.API_EXECUTOR, "retry.base", "200ms"),
                new TrustedPki(ca.root().pem(), ca.intermediate().pem()),
                clock,
                random,
                progress -> {});
        PlatformWitness platform =
            new PlatformWitness(stack.simulators().platform(), clock, SmallDemo.REGION);
        Follower follower = stack.follow()) {
      demo.ask(stack);

      assertThat(follower.await(events -> count(events, ApiApplied.class) == SmallDemo.GOOD, LIMIT))
          .isTrue();
      assertThat(
              follower.await(
                  events -> count(events, RotationFailed.class) == SmallDemo.EXPIRED, LIMIT))
          .isTrue();
      assertThat(
              follower.await(
                  events -> count(events, WebhookDelivered.class) == SmallDemo.ROTATIONS, LIMIT))
          .isTrue();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  Promises.requireKept(
                      RunEvidence.of(stack, follower, platform, demo.accepted(), List.of())));
    }
  }

  private static Backbone backbone() {
    KafkaContainer kafka = new KafkaContainer(IMAGE);
    kafka.start();
    Broker broker = new Broker.Elsewhere(kafka.getBootstrapServers(), kafka::stop);
    try {
      EmbeddedRegistry registry = EmbeddedRegistry.start();
      try {
        return new Backbone(broker, registry, EmbeddedDatabase.start());
      } catch (RuntimeException e) {
        registry.close();
        throw e;
      }
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static long count(List<Event> events, Class<?> kind) {
    return events.stream().filter(event -> kind.isInstance(event.value())).count();
  }
}
