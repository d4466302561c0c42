package dev.pinwheel.validator;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.pem.PemCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Loads certificates that an operator configured: one PEM file, or the PEM files of a folder. */
final class PemFiles {

  private PemFiles() {}

  /**
   * Loads a file, or every {@code .pem}, {@code .crt} and {@code .cer} file of a folder.
   *
   * @throws IllegalArgumentException that names the file and what is wrong with it; also where
   *     there is no certificate at all
   */
  static CertificatePool load(Path path) {
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (Path file : files(path)) {
      certificates.addAll(read(file));
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("there is no certificate in " + path);
    }
    return new CertificatePool(certificates);
  }

  private static List<Path> files(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("there is no file or folder " + path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).filter(PemFiles::isPem).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the folder " + path, e);
    }
  }

  private static boolean isPem(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".cer");
  }

  private static List<ParsedCertificate> read(Path file) {
    try {
      return PemCertificates.of(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }
}
