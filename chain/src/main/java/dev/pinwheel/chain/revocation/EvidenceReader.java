package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.pem.PemBlock;
import dev.pinwheel.chain.pem.PemScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads files of CRLs and OCSP responses: one in DER, or any number in PEM (RFC 7468 section 6 for
 * CRLs; for OCSP responses there is no standard, and OpenSSL-like labels are read).
 */
public final class EvidenceReader {

  /** Of a file, or of a CRL where it is fetched: some 300,000 entries. */
  public static final int MOST_BYTES = 8 * 1024 * 1024;

  /** CRLs or responses of one file. */
  static final int MOST_PIECES = 1_000;

  private static final Set<String> LIST_LABELS = Set.of("X509 CRL", "CRL");
  private static final Set<String> ANSWER_LABELS = Set.of("OCSP RESPONSE");
  private static final String PEM_START = "-----BEGIN ";

  /** Reads one piece of evidence. */
  @FunctionalInterface
  private interface DerReader<T> {
    T read(byte[] der) throws MalformedEvidenceException;
  }

  private EvidenceReader() {}

  /**
   * Reads CRLs.
   *
   * @throws MalformedEvidenceException where one cannot be read, or there is none
   */
  public static List<RevocationList> lists(byte[] file) throws MalformedEvidenceException {
    return all(file, LIST_LABELS, RevocationListReader::read);
  }

  /**
   * Reads OCSP responses.
   *
   * @throws MalformedEvidenceException where one cannot be read, or there is none
   */
  public static List<OcspAnswer> answers(byte[] file) throws MalformedEvidenceException {
    return all(file, ANSWER_LABELS, OcspAnswerReader::read);
  }

  private static <T> List<T> all(byte[] file, Set<String> labels, DerReader<T> reader)
      throws MalformedEvidenceException {
    if (file.length > MOST_BYTES) {
      throw new MalformedEvidenceException("it is larger than " + MOST_BYTES + " bytes");
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.contains(PEM_START)) {
      return List.of(reader.read(file));
    }
    List<T> found = new ArrayList<>();
    PemScanner scanner = new PemScanner(text);
    for (Optional<PemBlock> block = scanner.next(); block.isPresent(); block = scanner.next()) {
      switch (block.get()) {
        case PemBlock.Complete complete -> {
          if (labels.contains(complete.label())) {
            if (found.size() == MOST_PIECES) {
              throw new MalformedEvidenceException("it has more than " + MOST_PIECES + " of them");
            }
            found.add(reader.read(der(complete)));
          }
        }
        case PemBlock.Broken broken ->
            throw new MalformedEvidenceException(
                "PEM block " + broken.number() + " " + broken.reason());
      }
    }
    if (found.isEmpty()) {
      throw new MalformedEvidenceException(
          labels.stream()
              .sorted()
              .collect(Collectors.joining(" or ", "there is no PEM block ", "")));
    }
    return found;
  }

  private static byte[] der(PemBlock.Complete block) throws MalformedEvidenceException {
    try {
      return Base64.getMimeDecoder().decode(block.body());
    } catch (IllegalArgumentException e) {
      throw new MalformedEvidenceException("PEM block " + block.number() + " is not base64", e);
    }
  }
}
