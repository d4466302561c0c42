package dev.pinwheel.stack.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaPinObservationsTest {

  private static final PinObserved OBSERVED =
      PinObserved.newBuilder()
          .setEventId(EventIds.of("an observation"))
          .setOccurredAt(Instant.EPOCH)
          .setTarget(
              Target.newBuilder()
                  .setKind(TargetKind.OAUTH_CLIENT)
                  .setRegion("eu-west-2")
                  .setId("client-1")
                  .build())
          .setSensor("sensor-1")
          .setSource(ObservationSource.HANDSHAKE)
          .setPresented(List.of())
          .setError("TIMED_OUT")
          .build();

  private final MockProducer<String, PinObserved> producer =
      new MockProducer<>(false, null, new StringSerializer(), (topic, observed) -> new byte[] {1});

  @Test
  void writesToPinObservedKeyedByTargetAndCompletesOnceTheBrokerHasIt() {
    CompletableFuture<Void> safe = new KafkaPinObservations(producer).publish(OBSERVED);
    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("pin-observed");
              assertThat(record.key()).isEqualTo("OAUTH_CLIENT/eu-west-2/client-1");
              assertThat(record.value()).isEqualTo(OBSERVED);
            });
    assertThat(safe).isNotDone();
    producer.completeNext();
    assertThat(safe).isCompleted();
  }

  @Test
  void aRecordThatTheBrokerDidNotTakeIsAFailure() {
    CompletableFuture<Void> safe = new KafkaPinObservations(producer).publish(OBSERVED);
    producer.errorNext(new TimeoutException("no leader"));
    assertThatThrownBy(safe::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
  }
}
