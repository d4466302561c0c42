package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** The certificates of a PEM file that an operator names in a setting or an option. */
public final class PemCertificates {

  private PemCertificates() {}

  /**
   * Reads a whole file, in its order and without repetitions.
   *
   * @param name how a command would name the file
   * @return at least one
   * @throws IllegalArgumentException naming the file and everything that is wrong with it
   */
  public static List<ParsedCertificate> of(byte[] content, String name) {
    if (content.length > PemLimits.CONFIGURED.bytes()) {
      throw new IllegalArgumentException(
          "%s is too large: more than %d bytes".formatted(name, PemLimits.CONFIGURED.bytes()));
    }
    try {
      return switch (new PemReader(PemLimits.CONFIGURED).read(PemText.of(content, name))) {
        case PemReading.Read read -> read.bundle().certificates();
        case PemReading.Unreadable unreadable ->
            throw new IllegalArgumentException(
                unreadable.violations().stream()
                    .map(Violation::message)
                    .collect(Collectors.joining("; ", name + ": ", "")));
      };
    } catch (NotPemException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
