package dev.pinwheel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PatientDeserializerTest {

  private final AtomicInteger pauses = new AtomicInteger();

  @Test
  void asksAgainUntilThereIsAnAnswer() {
    assertThat(read(3, new TimeoutException(), new TimeoutException())).isEqualTo("event");
    assertThat(pauses).hasValue(2);
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    RuntimeException last = new TimeoutException("last");
    assertThatThrownBy(() -> read(3, new TimeoutException(), new TimeoutException(), last))
        .isSameAs(last);
    assertThat(pauses).hasValue(2);
  }

  @Test
  void bytesThatStayWrongAreNotReadAgain() {
    RuntimeException wrong = new SerializationException("garbage");
    assertThatThrownBy(() -> read(3, wrong)).isSameAs(wrong);
    assertThat(pauses).hasValue(0);
  }

  /** Reads one record where the first attempts fail. */
  private String read(int attempts, RuntimeException... failures) {
    Deque<RuntimeException> left = new ArrayDeque<>(List.of(failures));
    try (PatientDeserializer<String> patient =
        new PatientDeserializer<>(
            (topic, bytes) -> {
              if (left.isEmpty()) {
                return "event";
              }
              throw left.pop();
            },
            attempts,
            pauses::incrementAndGet)) {
      return patient.deserialize("topic", new RecordHeaders(), new byte[0]);
    }
  }
}
