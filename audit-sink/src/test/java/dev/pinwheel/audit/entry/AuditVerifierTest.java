package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerifierTest {

  private static final int LENGTH = 5;

  private final List<AuditEntry> log = SampleEntries.log(LENGTH);

  @Test
  void honestLogIsIntactAndItsHeadIsTold() {
    assertThat(verify(log)).isEqualTo(new Verification.Intact(LENGTH, log.getLast().head()));
  }

  @Test
  void emptyLogIsIntact() {
    assertThat(verify(List.of())).isEqualTo(new Verification.Intact(0, ChainHead.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void findsAChangedEntry(int seq) throws MalformedEntryException {
    replace(seq, with(entry(seq), EntryField.PAYLOAD, "{}"));

    assertThat(findings(verify(log))).containsExactly(seq + " CHANGED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void findsAChangedEntryWhoseHashWasMadeToFit(int seq) throws MalformedEntryException {
    replace(seq, rehashed(with(entry(seq), EntryField.PAYLOAD, "{}")));

    assertThat(findings(verify(log))).containsExactly(seq + 1 + " NOT_LINKED");
  }

  @Test
  void findsALastEntryWhoseHashWasMadeToFitOnlyByAKnownHead() throws MalformedEntryException {
    ChainHead known = log.getLast().head();
    replace(LENGTH, rehashed(with(entry(LENGTH), EntryField.PAYLOAD, "{}")));

    assertThat(verify(log)).isInstanceOf(Verification.Intact.class);
    assertThat(findings(verify(log, known))).containsExactly("5 REWRITTEN");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void findsARemovedEntry(int seq) {
    log.remove(seq - 1);

    assertThat(findings(verify(log)))
        .containsExactly(seq + 1 + " MISSING", seq + 1 + " NOT_LINKED");
  }

  @Test
  void findsARemovedTailOnlyByAKnownHead() {
    ChainHead known = log.getLast().head();
    log.removeLast();

    assertThat(verify(log)).isInstanceOf(Verification.Intact.class);
    assertThat(findings(verify(log, known))).containsExactly("5 TRUNCATED");
  }

  @Test
  void logThatHasGrownSinceTheKnownHeadIsIntact() {
    assertThat(verify(log, entry(3).head())).isInstanceOf(Verification.Intact.class);
    assertThat(verify(log, log.getLast().head())).isInstanceOf(Verification.Intact.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void findsTwoEntriesThatChangedPlaces(int seq) {
    AuditEntry moved = log.remove(seq - 1);
    log.add(seq, moved);

    assertThat(findings(verify(log)))
        .contains(seq + 1 + " MISSING", seq + " OUT_OF_ORDER", seq + " NOT_LINKED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void findsAnInsertedEntry(int seq) {
    AuditEntry before = seq == 1 ? null : entry(seq - 1);
    ChainHead head = before == null ? ChainHead.EMPTY : before.head();
    log.add(
        seq - 1, AuditEntry.next(head, SampleEntries.RECORDED, SampleEntries.content(99, "{}")));

    assertThat(findings(verify(log))).containsExactly(seq + " OUT_OF_ORDER", seq + " NOT_LINKED");
  }

  @Test
  void findsAnEntryAppendedByAHandThatDoesNotKnowTheHash() {
    log.add(
        AuditEntry.next(
            new ChainHead(LENGTH, Sha256.ZERO), SampleEntries.RECORDED, SampleEntries.content(99)));

    assertThat(findings(verify(log))).containsExactly("6 NOT_LINKED");
  }

  @Test
  void findsADoubledEntry() {
    log.add(3, entry(3));

    assertThat(findings(verify(log))).startsWith("3 OUT_OF_ORDER", "3 NOT_LINKED");
  }

  @Test
  void logWrittenAnewIsFoundOnlyByAKnownHead() {
    ChainHead known = entry(2).head();
    List<AuditEntry> forged = SampleEntries.log(1);
    for (int number = 2; number <= LENGTH; number++) {
      forged.add(
          AuditEntry.next(
              forged.getLast().head(),
              SampleEntries.RECORDED,
              SampleEntries.content(number, "{\"forged\":true}")));
    }

    assertThat(verify(forged)).isInstanceOf(Verification.Intact.class);
    assertThat(findings(verify(forged, known))).containsExactly("2 REWRITTEN");
  }

  @Test
  void wholeLogRemovedIsFoundByAKnownHead() {
    assertThat(findings(verify(List.of(), entry(1).head()))).containsExactly("1 TRUNCATED");
  }

  @Test
  void twoKnownHeadsThatContradictEachOtherAreAFinding() {
    AuditVerifier verifier =
        AuditVerifier.fromTheBeginning()
            .expecting(entry(5).head())
            .expecting(new ChainHead(5, Sha256.ZERO));
    log.forEach(verifier::accept);

    assertThat(findings(verifier.end())).containsExactly("5 REWRITTEN");
  }

  @Test
  void partOfALogIsVerifiedAfterATrustedHead() {
    AuditVerifier right = AuditVerifier.after(entry(2).head());
    AuditVerifier wrong = AuditVerifier.after(new ChainHead(2, Sha256.ZERO));
    log.subList(2, LENGTH)
        .forEach(
            entry -> {
              right.accept(entry);
              wrong.accept(entry);
            });

    assertThat(right.end()).isEqualTo(new Verification.Intact(3, log.getLast().head()));
    assertThat(findings(wrong.end())).containsExactly("3 NOT_LINKED");
  }

  @Test
  void keepsTheFirstFindingsAndCountsTheRest() {
    AuditVerifier verifier = AuditVerifier.fromTheBeginning();
    for (int times = 0; times <= AuditVerifier.MOST_FINDINGS; times++) {
      verifier.acceptUnreadable("no JSON");
    }

    assertThat(verifier.end())
        .asInstanceOf(type(Verification.Broken.class))
        .satisfies(
            broken -> {
              assertThat(broken.findings()).hasSize(AuditVerifier.MOST_FINDINGS);
              assertThat(broken.count()).isEqualTo(AuditVerifier.MOST_FINDINGS + 1);
            });
  }

  private AuditEntry entry(int seq) {
    return log.get(seq - 1);
  }

  private void replace(int seq, AuditEntry entry) {
    log.set(seq - 1, entry);
  }

  private static AuditEntry with(AuditEntry entry, EntryField field, String text)
      throws MalformedEntryException {
    return EntryTexts.read(each -> each == field ? Optional.of(text) : each.of(entry));
  }

  private static AuditEntry rehashed(AuditEntry entry) {
    return new AuditEntry(
        entry.seq(), entry.recordedAt(), entry.content(), entry.previous(), EntryHashing.of(entry));
  }

  private static Verification verify(List<AuditEntry> entries, ChainHead... known) {
    AuditVerifier verifier = AuditVerifier.fromTheBeginning();
    for (ChainHead head : known) {
      verifier.expecting(head);
    }
    entries.forEach(verifier::accept);
    return verifier.end();
  }

  private static List<String> findings(Verification verification) {
    return switch (verification) {
      case Verification.Intact intact -> List.of();
      case Verification.Broken broken ->
          broken.findings().stream().map(finding -> finding.seq() + " " + finding.fault()).toList();
    };
  }
}
