package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The engine on a real broker, with nothing going wrong. */
class ExactlyOnceIT {

  @Test
  void tenThousandRecordsGoThroughOnceAndInOrderOfTheirKey() {
    try (Run run = new Run(6)) {
      run.sendLines(1_000, 0, 10);
      StageEngine<Line> engine = run.start("a", copy(run));

      Run.eventually().until(() -> run.count(EngineMeter.HANDLED) == 10_000);

      run.assertExactlyOnceInOrder(1_000, 10);
      assertThat(engine.health()).isEqualTo(new EngineHealth(true, true, "running"));
      System.out.println(
          "commits "
              + run.meters.find(EngineMeter.COMMIT_TIME.meter()).timer().count()
              + " mean "
              + run.meters
                  .find(EngineMeter.COMMIT_TIME.meter())
                  .timer()
                  .mean(java.util.concurrent.TimeUnit.MILLISECONDS));
      long before = System.nanoTime();
      engine.close();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  static Stage<Line> copy(Run run) {
    return delivery -> Outcome.publish(Outbound.of(run.output, delivery.key(), delivery.value()));
  }
}
