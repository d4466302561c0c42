package dev.pinwheel.cli;

import dev.pinwheel.chain.pin.DigestMatrix;
import dev.pinwheel.validator.file.FileValidation;
import dev.pinwheel.validator.file.UnreadableInputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The digest matrix of a PEM file. */
@Command(
    name = "pins",
    mixinStandardHelpOptions = true,
    description =
        "Prints the digest matrix of a PEM file: of every certificate the certificate pin, which"
            + " the platform stores, and the SPKI pin, which RFC 7469 and OkHttp clients pin.")
final class PinsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "PEM; - reads standard input.")
  private Path file;

  @Option(names = "--json", description = "Print the matrix as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<DigestMatrix.Row> rows = rows();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(rows.stream().map(PinsCommand::fields).toList()));
      return ExitStatus.DONE;
    }
    for (DigestMatrix.Row row : rows) {
      out.printf("%d  %s%n", row.position(), row.subject());
      out.printf("   issuer           %s%n", row.issuer());
      out.printf("   serial           %s%n", row.serialNumber());
      out.printf("   valid            %s to %s%n", row.notBefore(), row.notAfter());
      out.printf("   certificate pin  %s%n", row.certificatePin().base64());
      out.printf("   SPKI pin         %s%n", row.spkiPin().base64());
      out.printf("   OkHttp pin       %s%n", row.spkiPin().prefixed());
      out.printf("   SHA-256          %s%n", row.certificatePin().hexadecimal());
    }
    return ExitStatus.DONE;
  }

  private List<DigestMatrix.Row> rows() {
    try {
      return FileValidation.pins(TextFile.pem(file)).rows();
    } catch (UnreadableInputException e) {
      throw new WrongUsageException(file + ": " + String.join("; ", e.faults()), e);
    }
  }

  private static Map<String, Object> fields(DigestMatrix.Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("position", row.position());
    fields.put("subject", row.subject());
    fields.put("issuer", row.issuer());
    fields.put("serialNumber", row.serialNumber());
    fields.put("notBefore", row.notBefore().toString());
    fields.put("notAfter", row.notAfter().toString());
    fields.put("certificatePin", row.certificatePin().base64());
    fields.put("spkiPin", row.spkiPin().base64());
    fields.put("okHttpPin", row.spkiPin().prefixed());
    fields.put("certificateSha256", row.certificatePin().hexadecimal());
    return fields;
  }
}
