package dev.pinwheel.runtime.engine.restore;

import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.NEW;
import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.REPEATED;
import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.REUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Topic TOPIC = Topics.CHAIN_VALIDATOR_LEDGER;

  private final Ledger ledger = new Ledger(2);

  @Test
  void tellsNewFromRepeatedFromReused() {
    assertThat(ledger.check(entry("a", 1))).isEqualTo(NEW);
    ledger.add(entry("a", 1));

    assertThat(ledger.check(entry("a", 1))).isEqualTo(REPEATED);
    assertThat(ledger.check(entry("a", 2))).isEqualTo(REUSED);
    assertThat(ledger.check(entry("b", 1))).isEqualTo(NEW);
  }

  @Test
  void forgetsTheOldestAtItsLimitAndCountsIt() {
    ledger.add(entry("a", 1));
    ledger.add(entry("b", 1));
    assertThat(ledger.forgotten()).isZero();
    ledger.add(entry("a", 1)); // renewed: b is the oldest now
    ledger.add(entry("c", 1));

    assertThat(ledger.size()).isEqualTo(2);
    assertThat(ledger.forgotten()).isEqualTo(1);
    assertThat(ledger.check(entry("b", 1))).isEqualTo(NEW);
    assertThat(ledger.check(entry("a", 1))).isEqualTo(REPEATED);
  }

  @Test
  void aTombstoneRemovesAnIdentity() {
    ledger.add(entry("a", 1));
    ledger.remove("a");

    assertThat(ledger.check(entry("a", 2))).isEqualTo(NEW);
  }

  @Test
  void keepsTheLatestAcknowledgementThatCountsForEachTarget() {
    assertThat(ledger.newest("t")).isEmpty();
    ledger.counts("t", Instant.ofEpochMilli(7));
    ledger.counts("t", Instant.ofEpochMilli(5));
    assertThat(ledger.newest("t")).contains(Instant.ofEpochMilli(7));
    assertThat(ledger.newest("u")).isEmpty();

    ledger.counts("u", Instant.ofEpochMilli(1));
    ledger.counts("t", Instant.ofEpochMilli(6)); // renewed: u is the oldest now
    ledger.counts("v", Instant.ofEpochMilli(1));
    assertThat(ledger.newest("u")).isEmpty();
    assertThat(ledger.newest("t")).contains(Instant.ofEpochMilli(7));
  }

  @Test
  void readsBackWhatItWritesAndWhatWasWrittenBeforeThereWereTargets() {
    read(LedgerFormat.handled(TOPIC, 0, entry("a", 1)));
    read(LedgerFormat.newest(TOPIC, 0, "t", Instant.ofEpochMilli(7)));

    assertThat(ledger.check(entry("a", 1))).isEqualTo(REPEATED);
    assertThat(ledger.newest("t")).contains(Instant.ofEpochMilli(7));
    assertThat(ledger.size()).isEqualTo(1);

    read(new ProducerRecord<>(TOPIC.name(), 0, "a".getBytes(StandardCharsets.UTF_8), null));
    assertThat(ledger.check(entry("a", 2))).isEqualTo(NEW);
  }

  private void read(ProducerRecord<byte[], byte[]> record) {
    LedgerFormat.read(
        new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()), ledger);
  }

  private static Ledger.Entry entry(String identity, int fingerprint) {
    return Ledger.Entry.of(identity, new byte[] {(byte) fingerprint});
  }
}
