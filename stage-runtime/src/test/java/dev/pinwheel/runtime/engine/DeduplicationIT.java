package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class DeduplicationIT {

  @Test
  void aRepeatIsDroppedAndAReusedIdentityQuarantinedAlsoAfterARestart() {
    try (Run run = new Run(3)) {
      // a line is identity=content
      run.with(
          new Deduplication<>(
              line -> line.text().split("=", 2)[0],
              line -> line.text().getBytes(StandardCharsets.UTF_8),
              run.broker.topic("ledger", 3)));
      Queue<String> asked = new ConcurrentLinkedQueue<>();
      Stage<Line> stage =
          delivery -> {
            asked.add(delivery.value().text());
            return ExactlyOnceIT.publish(run, delivery.key(), delivery.value());
          };
      run.broker.send(
          List.of(
              run.line("k0", "a=1"),
              run.line("k0", "a=1"),
              run.line("k0", "a=2"),
              run.line("k1", "b=1")));
      StageEngine<Line> first = run.start("a", stage);
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 4);
      first.close();

      run.broker.send(List.of(run.line("k0", "a=1"), run.line("k1", "b=2"), run.line("k2", "c=1")));
      StageEngine<Line> second = run.start("a", stage);
      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 7);

      assertThat(second.health().ready()).isTrue();
      assertThat(asked).containsExactlyInAnyOrder("a=1", "b=1", "c=1");
      assertThat(run.outputs(3)).containsExactlyInAnyOrder("a=1", "b=1", "c=1");
      assertThat(run.count(EngineMeter.QUARANTINED)).isEqualTo(2);
      assertThat(run.count(EngineMeter.HANDLED, "duplicate")).isEqualTo(2);
    }
  }
}
