package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.engine.handling.Transient;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.reading.Pressure;
import java.io.EOFException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** How failures are sorted, and how long the engine waits after one. */
class FailuresTest {

  @Test
  void aMissingRightIsWaitedForHoweverItIsWrapped() {
    Exception refused = new KafkaException("error state", new TopicAuthorizationException("t"));

    assertThat(ClientFault.ofProducer(refused)).isEqualTo(ClientFault.REFUSED);
    assertThat(ClientFault.ofConsumer(refused)).isEqualTo(ClientFault.REFUSED);
    assertThat(ClientFault.ofConsumer(new SaslAuthenticationException("no")))
        .isEqualTo(ClientFault.REFUSED);
  }

  @Test
  void aTimeOutPasses() {
    assertThat(ClientFault.ofProducer(new TimeoutException())).isEqualTo(ClientFault.PASSING);
    assertThat(ClientFault.ofConsumer(new TimeoutException())).isEqualTo(ClientFault.PASSING);
  }

  @Test
  void whatNoWaitChangesIsFatal() {
    assertThat(ClientFault.ofProducer(new KafkaException(new ConfigException("x"))))
        .isEqualTo(ClientFault.FATAL);
    assertThat(ClientFault.ofConsumer(new FencedInstanceIdException("x")))
        .isEqualTo(ClientFault.FATAL);
    assertThat(
            ClientFault.ofConsumer(new NoOffsetForPartitionException(new TopicPartition("t", 0))))
        .isEqualTo(ClientFault.FATAL);
    assertThat(
            ClientFault.ofConsumer(new KafkaException("callback", new FatalEngineException("x"))))
        .isEqualTo(ClientFault.FATAL);
  }

  @Test
  void anUnknownFailureOfTheConsumerIsFatalAndOfTheProducerACaseForANewOne() {
    assertThat(ClientFault.ofConsumer(new KafkaException("?"))).isEqualTo(ClientFault.FATAL);
    assertThat(ClientFault.ofProducer(new KafkaException("?"))).isEqualTo(ClientFault.PASSING);
  }

  @Test
  void anUnreachableRegistryPassesAndDamagedBytesDoNot() {
    assertThat(Transient.is(new TimeoutException("registry"))).isTrue();
    assertThat(Transient.is(new SerializationException("x", new ConnectException()))).isTrue();
    assertThat(Transient.is(new SerializationException("x", new EOFException()))).isFalse();
    assertThat(Transient.is(new SerializationException("x"))).isFalse();
  }

  @Test
  void backoffDoublesUpToItsLimitAndVariesInItsUpperHalf() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
      assertThat(backoff.after(3, random))
          .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
      assertThat(backoff.after(1_000, random))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pressureHoldsFromTheLimitDownToItsHalf() {
    Pressure pressure = new Pressure(EngineLimits.defaults());

    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 4_999, 0))).isFalse();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 5_000, 0))).isTrue();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 2_501, 0))).isTrue();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 2_500, 0))).isFalse();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 1, 32L << 20))).isTrue();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 1, (16L << 20) + 1))).isTrue();
    assertThat(pressure.isHigh(new Dispatcher.Load(0, 0, 1, 16L << 20))).isFalse();
  }

  @Test
  void healthTellsLiveFromReady() {
    EngineStatus status = new EngineStatus(() -> 0);
    assertThat(status.health().live()).isTrue();
    assertThat(status.health().ready()).isFalse();
    status.setRestored(true);
    assertThat(status.health().ready()).isTrue();
    status.committingFails(new TopicAuthorizationException("t"));
    assertThat(status.health().ready()).isFalse();
    assertThat(status.health().live()).isTrue();
    status.committingWorks();
    status.readingFails(new TimeoutException());
    assertThat(status.health().ready()).isFalse();
    status.readingWorks();
    assertThat(status.health().ready()).isTrue();
    status.fail(new FatalEngineException("lost"));
    assertThat(status.health().live()).isFalse();
    assertThat(status.failure()).get().isInstanceOf(FatalEngineException.class);
  }
}
