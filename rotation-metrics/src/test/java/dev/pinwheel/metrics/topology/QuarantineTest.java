package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {

  private static final byte[] KEY = {1, 2};

  private final TopologyRun run = new TopologyRun();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void undecodableBytesAreKeptWithWhereAndWhy() {
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    run.sendBytes(Topics.PIN_OBSERVED, KEY, garbage, ASKED);

    TestRecord<byte[], byte[]> kept = onlyQuarantined();
    assertThat(kept.key()).isEqualTo(KEY);
    assertThat(kept.value()).isEqualTo(garbage);
    assertThat(headers(kept))
        .containsEntry("pinwheel-quarantine-stage", "rotation-metrics")
        .containsEntry("pinwheel-quarantine-topic", "pin-observed")
        .containsEntry("pinwheel-quarantine-partition", "0")
        .containsEntry("pinwheel-quarantine-offset", "0")
        .containsEntry("pinwheel-quarantine-timestamp", Long.toString(ASKED.toEpochMilli()))
        .containsEntry("pinwheel-quarantine-code", "UNDECODABLE")
        .containsEntry(
            "pinwheel-quarantine-exception",
            "org.apache.kafka.common.errors.SerializationException")
        .containsKey("pinwheel-quarantine-message");
  }

  @Test
  void recordWithoutValueIsQuarantined() {
    run.sendBytes(Topics.API_APPLIED, KEY, null, ASKED);
    TestRecord<byte[], byte[]> kept = onlyQuarantined();
    assertThat(kept.value()).isNull();
    assertThat(headers(kept)).containsEntry("pinwheel-quarantine-code", "VALUE_MISSING");
  }

  @Test
  void eventOfAnotherTopicsTypeIsQuarantinedAndNotCounted() {
    byte[] applied = run.bytes(SampleEvents.applied("a", ASKED, "new"));
    run.sendBytes(Topics.PIN_OBSERVED, KEY, applied, ASKED);
    run.passInterval();
    assertThat(headers(onlyQuarantined()))
        .containsEntry("pinwheel-quarantine-code", "UNEXPECTED_TYPE");
    assertThat(run.outcomes()).isEmpty();
  }

  @Test
  void partitionGoesOnBehindAnUnusableRecord() {
    run.sendBytes(Topics.API_APPLIED, null, new byte[0], ASKED);
    run.send(SampleEvents.applied("a", ASKED, "new"));
    run.passInterval();
    assertThat(onlyQuarantined().key()).isNull();
    assertThat(run.outcomes()).extracting(OutcomeMetric::getCount).containsExactly(1L);
  }

  private TestRecord<byte[], byte[]> onlyQuarantined() {
    List<TestRecord<byte[], byte[]>> all = run.quarantined();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Map<String, String> headers(TestRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(
            Collectors.toMap(
                header -> header.key(),
                header -> new String(header.value(), StandardCharsets.UTF_8)));
  }
}
