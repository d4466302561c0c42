package dev.pinwheel.cli;

import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.ChainHead;
import dev.pinwheel.audit.entry.Conflicts;
import dev.pinwheel.audit.entry.EntryLines;
import dev.pinwheel.audit.entry.ExportedLog;
import dev.pinwheel.audit.entry.Verification;
import dev.pinwheel.audit.postgres.AuditLog;
import dev.pinwheel.audit.postgres.AuditQuery;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit log. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "The audit log: shows, exports and verifies it.",
    synopsisSubcommandLabel = "COMMAND")
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "one of show, verify, export is expected");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows entries, oldest first.")
  int show(
      @Mixin DatabaseOptions database,
      @Option(names = "--rotation", paramLabel = "ID", description = "Of this rotation.")
          UUID rotation,
      @Option(
              names = "--target",
              paramLabel = "KEY",
              description = "Of this target, KIND/REGION/ID or its id.")
          String target,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Recorded at this instant or later.")
          Instant since,
      @Option(
              names = "--limit",
              defaultValue = "100",
              description = "The newest so many. Default: ${DEFAULT-VALUE}")
          int limit,
      @Option(names = "--json", description = "One JSON object a line, as export writes it.")
          boolean json)
      throws Exception {
    AuditQuery query;
    try {
      query =
          new AuditQuery(
              Optional.ofNullable(rotation),
              Optional.ofNullable(target),
              Optional.ofNullable(since),
              limit);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("--limit: " + e.getMessage(), e);
    }
    try (AuditLog log = AuditLog.open(database.access())) {
      for (AuditEntry entry : log.show(query)) {
        spec.commandLine().getOut().println(json ? EntryLines.write(entry) : line(entry));
      }
    }
    return ExitStatus.DONE;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Verifies the log: every entry is what it was and where it was. Exit status 3 where not.",
        "Names conflicts: one event id with more than one content. They are no tampering, both are"
            + " recorded. Exit status 1 where one has an entry after --head, or there is no"
            + " --head.",
        "With --file an exported log is verified, without a database."
      })
  int verify(
      @Mixin DatabaseOptions database,
      @Option(names = "--file", paramLabel = "FILE", description = "An exported log.") Path file,
      @Option(
              names = "--head",
              paramLabel = "SEQ:HASH",
              description = "A head that was kept elsewhere: shows that the end was cut off, too.")
          String head)
      throws Exception {
    Optional<ChainHead> known = Optional.ofNullable(head).map(AuditCommand::head);
    if (file != null && !Files.exists(file)) {
      throw new WrongUsageException("there is no file " + file);
    }
    if (file != null) {
      return report(ExportedLog.verify(file, known), () -> ExportedLog.conflicts(file), known);
    }
    try (AuditLog log = AuditLog.open(database.access())) {
      return report(log.verify(known), log::conflicts, known);
    }
  }

  private int report(
      Verification verification, Callable<Conflicts> conflicts, Optional<ChainHead> known)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return switch (verification) {
      case Verification.Intact intact -> {
        out.println("intact: " + intact.entries() + " entries");
        out.println("head:   " + intact.head());
        Conflicts found = conflicts.call();
        ConflictReport.print(found, out);
        yield found.anyAfter(known.orElse(ChainHead.EMPTY)) ? ExitStatus.FAILED : ExitStatus.DONE;
      }
      case Verification.Broken broken -> {
        out.println("BROKEN: " + broken.count() + " findings in " + broken.entries() + " entries");
        broken
            .findings()
            .forEach(
                finding ->
                    out.println(
                        "  entry %d: %s, %s"
                            .formatted(finding.seq(), finding.fault(), finding.detail())));
        yield ExitStatus.REFUSED;
      }
    };
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Writes the whole log as lines of JSON to standard output.")
  int export(@Mixin DatabaseOptions database) throws Exception {
    try (AuditLog log = AuditLog.open(database.access())) {
      log.export(spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
    }
    return ExitStatus.DONE;
  }

  private static ChainHead head(String text) {
    try {
      return ChainHead.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("--head: " + e.getMessage(), e);
    }
  }

  private static String line(AuditEntry entry) {
    return "%d  %s  %-20s %s  %s"
        .formatted(
            entry.seq(),
            entry.recordedAt(),
            entry.content().eventType(),
            entry.content().rotationId().map(UUID::toString).orElse("-"),
            entry
                .content()
                .target()
                .map(at -> at.kind() + "/" + at.region() + "/" + at.id())
                .orElse("-"));
  }
}
