package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.TargetOrder;
import dev.pinwheel.schemas.TargetLane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records of one target under any key and in any partition. */
@Timeout(300)
class TargetOrderIT {

  private static final Map<String, String> APPEND_TIME =
      Map.of("message.timestamp.type", "LogAppendTime");

  private int sent;

  @Test
  void aTargetsRecordsAreHandledOnceAndTheNewestStaysWhereverTheyLieAlsoAfterARestart()
      throws Exception {
    try (Run run = new Run(6, APPEND_TIME)) {
      run.with(rule(run));

      // before any engine runs: an older record elsewhere, then a newer one at home
      int targets = 12;
      for (int t = 0; t < targets; t++) {
        send(run, elsewhere(run, "t" + t), "t" + t, "t" + t + "/old=1");
      }
      for (int t = 0; t < targets; t++) {
        send(run, home(run, "t" + t), "t" + t, "t" + t + "/new=1");
      }
      StageEngine<Line> first = run.start("a", stage(run));
      StageEngine<Line> second = run.start("b", stage(run));
      settle(run);
      for (int t = 0; t < targets; t++) {
        // which of the two comes first is open; what was acknowledged last is what stays
        assertThat(ends(run, "t" + t)).hasSize(2);
        assertThat(lasting(run, "t" + t)).isEqualTo("t" + t + "/new=1");
      }

      // one record in two partitions, one identity with two contents, and keys of all kinds
      send(run, home(run, "same"), "same", "same/1=x");
      send(run, elsewhere(run, "same"), "same", "same/1=x");
      send(run, home(run, "used"), "used", "used/1=x");
      send(run, elsewhere(run, "used"), "used", "used/1=y");
      for (String key : new String[] {null, "", "KEYS", "\"keys\"", "keys\n", "\0\0\0\0\1keys"}) {
        send(run, 3, key, "keys/1=x");
      }
      settle(run);
      assertThat(ends(run, "same")).containsExactly("same/1=x");
      assertThat(ends(run, "used")).hasSize(1);
      assertThat(run.count(EngineMeter.QUARANTINED, "ROTATION_ID_REUSED")).isEqualTo(1);
      assertThat(ends(run, "keys")).containsExactly("keys/1=x");
      assertThat(run.count(EngineMeter.BROUGHT_HOME, "key")).isEqualTo(6);

      // an older one elsewhere is late for a newer one that was handled by an engine that is gone
      first.close();
      second.close();
      send(run, elsewhere(run, "late"), "late", "late/old=1");
      send(run, home(run, "late"), "late", "late/new=1");
      grow(run, 12);
      send(run, 11, "late", "late/last=1");
      send(run, 9, "same", "same/1=x");
      run.start("a", stage(run));
      settle(run);
      assertThat(lasting(run, "late")).isEqualTo("late/last=1");
      assertThat(ends(run, "late")).hasSize(3);
      assertThat(ends(run, "same")).containsExactly("same/1=x");
    }
  }

  /** A line is target/rotation=content; without a key of its own it still names its target. */
  private static Deduplication<Line> rule(Run run) {
    return new Deduplication<>(
        line -> line.text().split("=", 2)[0],
        line -> line.text().getBytes(StandardCharsets.UTF_8),
        run.broker.topic("ledger", 6),
        Optional.of(
            new TargetOrder<>(
                TargetOrderIT::target,
                line -> "platform",
                (line, acknowledged) -> Optional.empty(),
                answer -> !((Line) answer.events().getFirst().value()).text().startsWith("late "),
                (line, acknowledged, newest, now) -> {
                  assertThat(acknowledged).isBefore(newest);
                  return new Outcome.Publish(
                      List.of(
                          Outbound.of(run.output, target(line), new Line("late " + line.text()))));
                })));
  }

  private static Stage<Line> stage(Run run) {
    return delivery -> ExactlyOnceIT.publish(run, delivery.key(), delivery.value());
  }

  private static String target(Line line) {
    return line.text().split("/", 2)[0];
  }

  private static int home(Run run, String target) {
    return TargetLane.of(run.input, target);
  }

  private static int elsewhere(Run run, String target) {
    return (home(run, target) + 1) % 6;
  }

  /** One at a time and acknowledged, so that the next one's time is not before. */
  private void send(Run run, int partition, String key, String text) {
    run.broker.send(List.of(new ProducerRecord<>(run.input.name(), partition, key, text)));
    sent++;
  }

  /** Every record, and every copy of one, is handled. */
  private void settle(Run run) {
    Run.eventually()
        .until(
            () ->
                run.count(EngineMeter.HANDLED)
                    == sent + run.count(EngineMeter.HANDLED, "brought_home"));
  }

  private static List<String> ends(Run run, String target) {
    List<String> ends = new ArrayList<>();
    run.broker.read(run.output.name()).stream()
        .filter(record -> target.equals(record.key()))
        .forEach(record -> ends.add(record.value()));
    return ends;
  }

  /** What a reader that passes over what was late is left with. */
  private static String lasting(Run run, String target) {
    return ends(run, target).stream().filter(end -> !end.startsWith("late ")).toList().getLast();
  }

  private static void grow(Run run, int partitions) throws InterruptedException {
    try (Admin admin = run.broker.admin()) {
      admin
          .createPartitions(Map.of(run.input.name(), NewPartitions.increaseTo(partitions)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
