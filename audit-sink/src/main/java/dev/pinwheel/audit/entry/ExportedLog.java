package dev.pinwheel.audit.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** An exported log on disk: everything an auditor needs, without database or network. */
public final class ExportedLog {

  private ExportedLog() {}

  /**
   * Verifies a whole exported log, line by line.
   *
   * @param known a head that was kept elsewhere; empty: a missing tail goes unnoticed
   * @throws IOException where the file cannot be read
   */
  public static Verification verify(Path file, Optional<ChainHead> known) throws IOException {
    AuditVerifier verifier = AuditVerifier.fromTheBeginning();
    known.ifPresent(verifier::expecting);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(verifier, line);
      }
    } catch (CharacterCodingException e) {
      verifier.acceptUnreadable("the file is not UTF-8 from here on");
    }
    return verifier.end();
  }

  /**
   * The conflicts of an exported log that was found intact; the file is read twice.
   *
   * @throws IOException where the file cannot be read, or is no intact log
   */
  public static Conflicts conflicts(Path file) throws IOException {
    EventFingerprints events = new EventFingerprints();
    forEach(file, entry -> events.add(EventIdentity.of(entry.content())));
    long[] repeated = events.repeated();
    Conflicts.Collector conflicts = new Conflicts.Collector();
    forEach(
        file,
        entry -> {
          if (EventFingerprints.contains(repeated, EventIdentity.of(entry.content()))) {
            conflicts.accept(entry);
          }
        });
    return conflicts.end(repeated.length);
  }

  private static void forEach(Path file, Consumer<AuditEntry> action) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        action.accept(EntryLines.read(line));
      }
    } catch (MalformedEntryException e) {
      throw new IOException(file + " changed after it was verified: " + e.getMessage(), e);
    }
  }

  private static void accept(AuditVerifier verifier, String line) {
    try {
      verifier.accept(EntryLines.read(line));
    } catch (MalformedEntryException e) {
      verifier.acceptUnreadable(e.getMessage());
    }
  }
}
