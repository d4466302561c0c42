package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.engine.handling.QuarantineCode;
import dev.pinwheel.runtime.engine.handling.QuarantineRecords;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class QuarantineIT {

  @Test
  void whatCannotBeHandledIsKeptWithItsBytesAndItsPartitionGoesOn() {
    try (Run run = new Run(1)) {
      run.broker.send(
          List.of(
              run.line("k0", "k0:0"),
              run.line("bad", Line.GARBAGE + run.group),
              run.line(null, null),
              run.line("refused", "refused by the stage"),
              run.line("k0", "k0:1")));
      run.start(
          "a",
          delivery ->
              delivery.key().equals("refused")
                  ? new Outcome.Quarantine("NOT_OURS", "not for this stage")
                  : ExactlyOnceIT.publish(run, delivery.key(), delivery.value()));

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 5);

      run.assertExactlyOnceInOrder(1, 2);
      List<ConsumerRecord<String, String>> kept =
          Run.eventually().until(() -> quarantined(run), records -> records.size() == 3);
      assertThat(kept).extracting(ConsumerRecord::key).containsExactly("bad", null, "refused");
      assertThat(kept)
          .extracting(ConsumerRecord::value)
          .containsExactly(Line.GARBAGE + run.group, null, "refused by the stage");
      assertThat(kept)
          .extracting(record -> headers(record).get(QuarantineRecords.CODE))
          .containsExactly("UNDECODABLE", "VALUE_MISSING", "NOT_OURS");
      assertThat(headers(kept.getFirst()))
          .containsEntry(QuarantineRecords.TOPIC, run.input.name())
          .containsEntry(QuarantineRecords.PARTITION, "0")
          .containsEntry(QuarantineRecords.OFFSET, "1")
          .containsEntry(QuarantineRecords.EXCEPTION, SerializationException.class.getName())
          .containsEntry(QuarantineRecords.MESSAGE, "no line: " + Line.GARBAGE + run.group)
          .containsKey(QuarantineRecords.TIMESTAMP);
    }
  }

  @Test
  void anAnswerThatIsTooLargeToSendIsQuarantinedInsteadOfTriedForEver() {
    try (Run run = new Run(1)) {
      run.sendLines(3, 0, 1);
      run.start(
          "a",
          delivery ->
              ExactlyOnceIT.publish(
                  run,
                  delivery.key(),
                  delivery.key().equals("k1") ? new Line("x".repeat(2 << 20)) : delivery.value()));

      assertThat(run.outputs(2)).containsExactlyInAnyOrder("k0:0", "k2:0");
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 3);
      assertThat(run.count(EngineMeter.QUARANTINED, QuarantineCode.OUTPUT_TOO_LARGE.name()))
          .isEqualTo(1);
    }
  }

  /** What this run's stage put aside, in the order of the input. */
  private static List<ConsumerRecord<String, String>> quarantined(Run run) {
    return run.broker.read(Topics.QUARANTINE.name()).stream()
        .filter(record -> run.group.equals(headers(record).get(QuarantineRecords.STAGE)))
        .sorted(Comparator.comparing(record -> headers(record).get(QuarantineRecords.OFFSET)))
        .toList();
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
