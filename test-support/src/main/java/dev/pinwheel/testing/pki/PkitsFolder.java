package dev.pinwheel.testing.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where NIST's Public Key Interoperability Test Suite lies, with {@code certs} and {@code crls} in
 * it: where the system property {@code pkits.folder} says, else where Debian's package {@code
 * python3-cryptography-vectors} puts it.
 */
public final class PkitsFolder {

  public static final String MISSING =
      "NIST PKITS is skipped: no system property pkits.folder, and no Debian package"
          + " python3-cryptography-vectors";

  private static final Path OF_DEBIAN =
      Path.of("/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data");

  private PkitsFolder() {}

  /** Empty where it is not at hand. */
  public static Optional<Path> find() {
    return Optional.ofNullable(System.getProperty("pkits.folder"))
        .map(Path::of)
        .or(() -> Optional.of(OF_DEBIAN).filter(Files::isDirectory));
  }
}
