package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.simulator.genesys.Latency;
import java.time.Duration;
import java.util.List;

/** Local stacks for measuring. */
final class Stacks {

  /** No platform allows as much; here it is the programs that are measured, not the limit. */
  private static final int CALLS_PER_MINUTE = 100_000_000;

  private static final List<String> TRANSACTIONAL =
      List.of(
          Topics.ROTATION_REQUESTS,
          Topics.CHAIN_VALIDATOR,
          Topics.API_EXECUTOR,
          Topics.WEBHOOK_DELIVERY);

  private Stacks() {}

  static StackOptions options(Duration latency) {
    return StackOptions.usual()
        .withRateLimitPerMinute(CALLS_PER_MINUTE)
        .withLatency(Latency.fixed(latency));
  }

  /** The same topology with a producer setting as Kafka has it by default. */
  static StackOptions withKafkaDefaults(Duration latency) {
    StackOptions options = options(latency);
    for (String stage : TRANSACTIONAL) {
      options = options.withSetting(stage, "kafka.retry.backoff.ms", "100");
    }
    return options;
  }
}
