package dev.pinwheel.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedLogTest {

  @TempDir private Path folder;

  private final List<AuditEntry> log = SampleEntries.log(3);
  private final List<String> lines = new ArrayList<>(log.stream().map(EntryLines::write).toList());

  @Test
  void lineComesBackAsItsEntry() throws MalformedEntryException {
    for (AuditEntry entry : log) {
      assertThat(EntryLines.read(EntryLines.write(entry))).isEqualTo(entry);
    }
  }

  @Test
  void lineIsTheGoldenOne() {
    assertThat(lines.getFirst())
        .startsWith(
            "{\"seq\":\"1\",\"recorded_at\":\"2026-03-01T10:00:01.500000Z\","
                + "\"topic\":\"api-applied\",\"partition\":\"3\",\"offset\":\"41\",")
        .contains("\"fallback_pin\":null,\"latency_ms\":\"1234\",\"pin_match_rate\":null,")
        .contains("\"payload\":\"{\\\"number\\\":1}\"")
        .endsWith(
            "\"prev_hash\":\""
                + "0".repeat(64)
                + "\",\"entry_hash\":\""
                + log.getFirst().hash().hex()
                + "\"}");
  }

  @Test
  void honestFileIsIntact() throws IOException {
    assertThat(verify(Optional.of(log.getLast().head())))
        .isEqualTo(new Verification.Intact(3, log.getLast().head()));
  }

  @Test
  void changedByteIsFound() throws IOException {
    lines.set(1, lines.get(1).replace("billing", "Billing"));

    assertThat(findings(verify(Optional.empty()))).containsExactly("2 CHANGED");
  }

  @Test
  void removedAndSwappedLinesAreFound() throws IOException {
    String first = lines.removeFirst();
    assertThat(findings(verify(Optional.empty()))).startsWith("2 MISSING", "2 NOT_LINKED");

    lines.add(1, first);
    assertThat(findings(verify(Optional.empty()))).contains("1 OUT_OF_ORDER");
  }

  @Test
  void removedTailIsFoundByAKnownHead() throws IOException {
    lines.removeLast();

    assertThat(findings(verify(Optional.of(log.getLast().head())))).containsExactly("3 TRUNCATED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "null", "{\"seq\":\"2\"} {}", "{\"seq\":2}"})
  void lineThatIsNoEntryIsFoundInItsPlace(String line) throws IOException {
    lines.set(1, line);

    assertThat(findings(verify(Optional.empty()))).startsWith("2 UNREADABLE");
  }

  @Test
  void memberThatNoHashCoversIsRefused() {
    assertThatThrownBy(
            () -> EntryLines.read(lines.getFirst().replaceFirst("\\{", "{\"note\":\"trust me\",")))
        .isInstanceOfSatisfying(
            MalformedEntryException.class, e -> assertThat(e.field()).isEqualTo("note"));
  }

  @Test
  void memberGivenTwiceIsRefused() {
    assertThatThrownBy(
            () -> EntryLines.read(lines.getFirst().replaceFirst("\\{", "{\"status\":\"failed\",")))
        .isInstanceOf(MalformedEntryException.class);
  }

  @Test
  void valueThatDoesNotParseNamesItsColumn() {
    assertThatThrownBy(() -> EntryLines.read(lines.getFirst().replace("\"3\"", "\"three\"")))
        .isInstanceOfSatisfying(
            MalformedEntryException.class, e -> assertThat(e.field()).isEqualTo("partition"));
  }

  @Test
  void partOfATargetIsRefused() {
    assertThatThrownBy(() -> EntryLines.read(lines.getFirst().replace("\"eu-west-2\"", "null")))
        .isInstanceOfSatisfying(
            MalformedEntryException.class, e -> assertThat(e.field()).isEqualTo("target_region"));
  }

  @Test
  void bytesThatAreNoTextAreFound() throws IOException {
    Path file = folder.resolve("audit.ndjson");
    Files.write(file, new byte[] {(byte) 0xff, '\n'});

    assertThat(findings(ExportedLog.verify(file, Optional.empty())))
        .containsExactly("1 UNREADABLE");
  }

  @Test
  void honestFileHasNoConflicts() throws IOException {
    assertThat(ExportedLog.conflicts(written())).isEqualTo(Conflicts.NONE);
  }

  @Test
  void conflictsAreFoundWithAllTheirEntriesInAFileThatIsIntact() throws IOException {
    List<AuditEntry> conflicting =
        ChainExtension.of(
                ChainHead.EMPTY,
                SampleEntries.RECORDED,
                List.of(
                    SampleEntries.content(1),
                    SampleEntries.content(2),
                    SampleEntries.content(1, "{}"),
                    SampleEntries.content(1, "[]")),
                Map.of())
            .entries();
    lines.clear();
    conflicting.forEach(entry -> lines.add(EntryLines.write(entry)));

    Conflicts conflicts = ExportedLog.conflicts(written());

    assertThat(verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    assertThat(conflicts.count()).isEqualTo(1);
    assertThat(conflicts.latest()).isEqualTo(4);
    Conflict conflict = conflicts.listed().getFirst();
    assertThat(conflict.event()).isEqualTo(EventIdentity.of(SampleEntries.content(1)));
    assertThat(conflict.sides()).extracting(Conflict.Side::seq).containsExactly(1L, 3L, 4L);
    assertThat(conflicts.anyAfter(conflicting.get(2).head())).isTrue();
    assertThat(conflicts.anyAfter(conflicting.get(3).head())).isFalse();
  }

  @Test
  void fileThatIsNotThereIsNoIntactLog() {
    assertThatThrownBy(() -> ExportedLog.verify(folder.resolve("none"), Optional.empty()))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Verification verify(Optional<ChainHead> known) throws IOException {
    return ExportedLog.verify(written(), known);
  }

  private Path written() throws IOException {
    return Files.write(folder.resolve("audit.ndjson"), lines);
  }

  private static List<String> findings(Verification verification) {
    return switch (verification) {
      case Verification.Intact intact -> List.of();
      case Verification.Broken broken ->
          broken.findings().stream().map(finding -> finding.seq() + " " + finding.fault()).toList();
    };
  }
}
