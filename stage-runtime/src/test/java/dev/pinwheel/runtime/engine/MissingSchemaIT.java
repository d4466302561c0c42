package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.serde.SchemaRefusedException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** Somebody deletes a schema while a stage runs. */
class MissingSchemaIT {

  private static final Set<String> ABSENT = ConcurrentHashMap.newKeySet();

  @Test
  void anAnswerWaitsForItsSchemaAndReadinessNamesIt() {
    try (Run run = new Run(1)) {
      AtomicInteger asked = new AtomicInteger();
      ABSENT.add(run.output.name());
      run.sendLines(2, 0, 1);
      StageEngine<Line> engine =
          run.start(
              "a",
              delivery -> {
                asked.incrementAndGet();
                return ExactlyOnceIT.publish(run, delivery.key(), delivery.value());
              },
              Map.of("value.serializer", Forgetful.class.getName()));

      Run.eventually().until(() -> run.count(EngineMeter.RETRIES, "encoding") >= 4);
      assertThat(engine.health().live()).isTrue();
      assertThat(engine.health().ready()).isFalse();
      assertThat(engine.health().detail())
          .contains("NOT_REGISTERED", run.output.subject(), "`pinwheel topics apply` registers it");
      ABSENT.remove(run.output.name());

      run.assertExactlyOnceInOrder(2, 1);
      Run.eventually().until(() -> engine.health().ready());
      assertThat(asked).hasValue(2);
    }
  }

  /** Knows no schema of an absent topic. */
  public static final class Forgetful implements Serializer<Line> {

    private final Line.Writer writer = new Line.Writer();

    @Override
    public byte[] serialize(String topic, Line line) {
      if (ABSENT.contains(topic)) {
        throw new SchemaRefusedException(
            SchemaRefusedException.Code.NOT_REGISTERED, topic + "-value", 404, "it is gone");
      }
      return writer.serialize(topic, line);
    }
  }
}
