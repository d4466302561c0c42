package dev.pinwheel.chain.pem;

import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.PEM_EMPTY;
import static dev.pinwheel.chain.finding.ViolationCode.PEM_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.PEM_TOO_LARGE;
import static dev.pinwheel.chain.finding.ViolationCode.PEM_TOO_MANY_CERTIFICATES;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_IN_BUNDLE;

import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.certificate.MalformedCertificateException;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads certificates from PEM text: any order, any line ends, white space and other text between
 * blocks, duplicates dropped with a note. It never repeats the content of a block in a message: it
 * might be a key.
 */
public final class PemReader {

  /**
   * Any spelling of a private key's boundary line (RFC 7468 sections 10 and 11, PKCS #1, SEC 1,
   * OpenSSH, PGP, SSH2), whether or not the rest of the block can be read. A block whose beginning
   * was cut off has an end that gives it away.
   */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PRIVATE KEY( BLOCK)? ?----", Pattern.CASE_INSENSITIVE);

  private static final Set<String> CERTIFICATE_LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");

  private final PemLimits limits;
  private final CertificateReader certificateReader = new CertificateReader();

  public PemReader(PemLimits limits) {
    this.limits = limits;
  }

  /** Reads a whole text, or tells every fault of it. */
  public PemReading read(String text) {
    // a character is one to three bytes in UTF-8, so that most texts need not be encoded
    if (text.length() > limits.bytes()
        || (text.length() > limits.bytes() / 3
            && text.getBytes(StandardCharsets.UTF_8).length > limits.bytes())) {
      return new PemReading.Unreadable(
          List.of(
              Violation.of(PEM_TOO_LARGE, "the text is larger than " + limits.bytes() + " bytes")
                  .measured("more", limits.bytes() + " bytes")));
    }
    Reading reading = new Reading();
    if (hasPrivateKey(text)) {
      reading.violations.add(Violation.of(PRIVATE_KEY_IN_BUNDLE, "the text has a private key"));
    }
    PemScanner.scan(text).forEach(reading::take);
    return reading.result();
  }

  /** Whether a text has a private key's boundary line. */
  public static boolean hasPrivateKey(String text) {
    // the plain search spares most texts the slow one
    return hasPrivateKeyWords(text) && PRIVATE_KEY.matcher(text).find();
  }

  /** Looks at the spaces, of which base64 has none. */
  private static boolean hasPrivateKeyWords(String text) {
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      if (text.regionMatches(true, space - "PRIVATE".length(), "PRIVATE KEY", 0, 11)) {
        return true;
      }
    }
    return false;
  }

  /** The faults, notes and certificates found so far in one text. */
  private final class Reading {

    private final List<Violation> violations = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private boolean tooMany;
    private boolean anyCertificateBlock;

    void take(PemBlock piece) {
      switch (piece) {
        case PemBlock.Broken broken -> malformed(broken.number(), broken.reason());
        case PemBlock.Complete block when CERTIFICATE_LABELS.contains(block.label()) -> {
          anyCertificateBlock = true;
          takeCertificate(block);
        }
        case PemBlock.Complete block -> {
          if (!PRIVATE_KEY.matcher("BEGIN " + block.label()).find()) {
            notes.add(
                new Note(
                    Note.Kind.BLOCK_IGNORED,
                    "PEM block %d (%s) is no certificate"
                        .formatted(block.number(), block.label())));
          }
        }
      }
    }

    private void takeCertificate(PemBlock.Complete block) {
      if (tooMany) {
        return;
      }
      try {
        byte[] der = decoded(block.body());
        ParsedCertificate certificate = certificateReader.read(der);
        if (!certificates.add(certificate)) {
          notes.add(
              new Note(
                  Note.Kind.DUPLICATE_DROPPED,
                  "PEM block %d repeats %s".formatted(block.number(), certificate.subjectText())));
        } else if (certificates.size() > limits.certificates()) {
          tooMany = true;
          violations.add(
              Violation.of(
                      PEM_TOO_MANY_CERTIFICATES,
                      "the text has more than " + limits.certificates() + " certificates")
                  .measured("more", limits.certificates() + " certificates"));
        }
      } catch (IllegalArgumentException e) {
        // thrown by the base64 decoder alone; its message would repeat the input
        malformed(block.number(), "is not base64");
      } catch (MalformedCertificateException e) {
        violations.add(
            Violation.of(
                    CERTIFICATE_MALFORMED,
                    "PEM block " + block.number() + " is no valid certificate: " + e.getMessage())
                .at(new Location.AtBlock(block.number())));
      }
    }

    /** Most bodies have no white space but line ends, and these are found fast. */
    private static byte[] decoded(String body) {
      try {
        return Base64.getDecoder().decode(withoutLineEnds(body));
      } catch (IllegalArgumentException e) {
        return Base64.getDecoder().decode(withoutWhiteSpace(body));
      }
    }

    private static byte[] withoutLineEnds(String body) {
      byte[] characters = body.getBytes(StandardCharsets.ISO_8859_1);
      if (characters.length != body.length()) {
        return characters; // two characters became one, which is no base64 anyway
      }
      int kept = 0;
      for (int start = 0; start < characters.length; ) {
        int feed = body.indexOf('\n', start);
        int end = feed < 0 ? characters.length : feed;
        int line = end > start && characters[end - 1] == '\r' ? end - 1 - start : end - start;
        System.arraycopy(characters, start, characters, kept, line);
        kept += line;
        start = end + 1;
      }
      return Arrays.copyOf(characters, kept);
    }

    /** White space as the regular expression {@code \\s} has it. */
    private static byte[] withoutWhiteSpace(String body) {
      // what is not Latin-1 becomes a question mark, which is no more base64 than it was
      byte[] characters = body.getBytes(StandardCharsets.ISO_8859_1);
      int kept = 0;
      for (byte character : characters) {
        boolean space = character == ' ' || (character >= '\t' && character <= '\r');
        if (!space) {
          characters[kept++] = character;
        }
      }
      return Arrays.copyOf(characters, kept);
    }

    private void malformed(int number, String reason) {
      violations.add(
          Violation.of(PEM_MALFORMED, "PEM block " + number + " " + reason)
              .at(new Location.AtBlock(number)));
    }

    PemReading result() {
      if (violations.isEmpty() && !anyCertificateBlock) {
        violations.add(Violation.of(PEM_EMPTY, "the text has no CERTIFICATE block"));
      }
      return violations.isEmpty()
          ? new PemReading.Read(new PemBundle(List.copyOf(certificates), notes))
          : new PemReading.Unreadable(violations);
    }
  }
}
