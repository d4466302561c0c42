package dev.pinwheel.runtime.engine.restore;

import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.NEW;
import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.REPEATED;
import static dev.pinwheel.runtime.engine.restore.Ledger.Verdict.REUSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

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

  private static Ledger.Entry entry(String identity, int fingerprint) {
    return Ledger.Entry.of(identity, new byte[] {(byte) fingerprint});
  }
}
