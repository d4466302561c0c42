package dev.pinwheel.requests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.requests.timeline.Events;
import dev.pinwheel.runtime.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RotationPublisherTest {

  private static final TraceContext TRACE = TraceContext.root(new Random(1));
  private static final Events ONE = new Events("a", new UUID(0, 1), Instant.EPOCH);
  private static final Events TWO = new Events("b", new UUID(0, 2), Instant.EPOCH);

  @Test
  void publishesUnderTheTargetWithTheTraceContext() throws Exception {
    MockProducer<String, Object> producer = producer(true, (topic, value) -> new byte[0]);

    publisher(producer, Duration.ofSeconds(1))
        .publish(List.of(ONE.requested(), TWO.requested()), TRACE);

    assertThat(producer.history())
        .extracting(ProducerRecord::topic, ProducerRecord::key)
        .containsExactly(
            tuple("rotation-requested", "OAUTH_CLIENT/eu-west-2/a"),
            tuple("rotation-requested", "OAUTH_CLIENT/eu-west-2/b"));
    assertThat(producer.history().getFirst().headers().lastHeader("traceparent").value())
        .isEqualTo(TRACE.header().getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void durabilityAndOrderCannotBeConfiguredAway() {
    assertThat(
            RotationPublisher.settings(
                Map.of(
                    "acks",
                    "1",
                    "enable.idempotence",
                    false,
                    "max.in.flight.requests.per.connection",
                    5,
                    "linger.ms",
                    7),
                Duration.ofSeconds(1)))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("max.in.flight.requests.per.connection", 1)
        .containsEntry("linger.ms", 7);
  }

  @Test
  void saysNoWhenTheBrokerIsSilent() {
    MockProducer<String, Object> producer = producer(false, (topic, value) -> new byte[0]);

    assertThat(failure(producer, Duration.ofMillis(1))).hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void saysNoWhenTheBrokerRefuses() {
    MockProducer<String, Object> producer = producer(true, (topic, value) -> new byte[0]);
    producer.sendException = new DisconnectException();

    assertThat(failure(producer, Duration.ofSeconds(1)))
        .hasCauseInstanceOf(DisconnectException.class);
  }

  @Test
  void saysNoWhenTheEventCannotBeWritten() {
    MockProducer<String, Object> producer =
        producer(
            true,
            (topic, value) -> {
              throw new SerializationException("no registry");
            });

    assertThat(failure(producer, Duration.ofSeconds(1)))
        .hasCauseInstanceOf(SerializationException.class);
  }

  private static NotAcknowledgedException failure(
      MockProducer<String, Object> producer, Duration limit) {
    NotAcknowledgedException failure =
        catchThrowableOfType(
            NotAcknowledgedException.class,
            () -> publisher(producer, limit).publish(List.of(ONE.requested()), TRACE));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static RotationPublisher publisher(
      MockProducer<String, Object> producer, Duration limit) {
    RotationPublisher publisher = new RotationPublisher(() -> producer, limit);
    publisher.open();
    return publisher;
  }

  private static MockProducer<String, Object> producer(
      boolean acknowledges, Serializer<Object> values) {
    return new MockProducer<>(acknowledges, null, new StringSerializer(), values);
  }
}
