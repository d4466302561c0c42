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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads certificates from PEM text: any order, any line ends, white space and other text between
 * blocks, duplicates dropped with a note. It never repeats the content of a block in a message: it
 * might be a key.
 */
public final class PemReader {

  private final PemLimits limits;
  private final CertificateReader certificateReader;

  public PemReader(PemLimits limits) {
    this(limits, new CertificateReader());
  }

  /** With a reader of certificates that looks at less than all of them. */
  public PemReader(PemLimits limits, CertificateReader certificateReader) {
    this.limits = limits;
    this.certificateReader = certificateReader;
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
    Reading reading = new Reading(PemText.isUtf16(text));
    if (hasPrivateKey(text)) {
      reading.violations.add(Violation.of(PRIVATE_KEY_IN_BUNDLE, "the text has a private key"));
    }
    PemScanner.scan(text).forEach(reading::take);
    return reading.result();
  }

  /** Whether a text has a private key's boundary line. */
  public static boolean hasPrivateKey(String text) {
    return PrivateKeyBoundary.isIn(text);
  }

  /** The faults, notes and certificates found so far in one text. */
  private final class Reading {

    private final List<Violation> violations = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private final List<OtherLabel> passedOver = new ArrayList<>();
    private final boolean utf16;
    private boolean tooMany;
    private boolean anyCertificateBlock;

    Reading(boolean utf16) {
      this.utf16 = utf16;
    }

    void take(PemBlock piece) {
      switch (piece) {
        case PemBlock.Broken broken -> malformed(broken.number(), broken.reason());
        case PemBlock.Complete block when block.isCertificate() -> {
          anyCertificateBlock = true;
          takeCertificate(block);
        }
        case PemBlock.Complete block -> {
          if (!block.label().toUpperCase(Locale.ROOT).contains("PRIVATE KEY")) {
            OtherLabel label = new OtherLabel(block.number(), block.label());
            passedOver.add(label);
            notes.add(new Note(Note.Kind.BLOCK_IGNORED, label.note()));
          }
        }
      }
    }

    private void takeCertificate(PemBlock.Complete block) {
      if (tooMany) {
        return;
      }
      try {
        byte[] der = block.content();
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
        violations.add(notACertificate(block.number(), e));
      }
    }

    private static Violation notACertificate(int number, MalformedCertificateException fault) {
      Violation violation =
          fault.isPrivateKey()
              ? Violation.of(
                  PRIVATE_KEY_IN_BUNDLE,
                  "PEM block %d is a private key under another label".formatted(number))
              : Violation.of(
                  CERTIFICATE_MALFORMED,
                  "PEM block %d is no valid certificate: %s".formatted(number, fault.getMessage()));
      return fault
          .remedy()
          .map(remedy -> violation.remedied(remedy.advice(), remedy.text()))
          .orElse(violation)
          .at(new Location.AtBlock(number));
    }

    private void malformed(int number, String reason) {
      violations.add(
          Violation.of(PEM_MALFORMED, "PEM block " + number + " " + reason)
              .at(new Location.AtBlock(number)));
    }

    private Violation nothingThere() {
      if (utf16) {
        return Violation.of(
            PEM_EMPTY,
            "the text is UTF-16 that was read as characters of one byte: it must be made UTF-8"
                + " first");
      }
      if (passedOver.isEmpty()) {
        return Violation.of(PEM_EMPTY, "the text has no CERTIFICATE block");
      }
      OtherLabel first = passedOver.getFirst();
      Violation other =
          Violation.of(
              PEM_EMPTY,
              "the text has no CERTIFICATE block; its block is %s".formatted(first.label()));
      return first
          .remedy()
          .map(remedy -> other.remedied(remedy.advice(), remedy.text()))
          .orElse(other);
    }

    PemReading result() {
      if (violations.isEmpty() && !anyCertificateBlock) {
        violations.add(nothingThere());
      }
      return violations.isEmpty()
          ? new PemReading.Read(new PemBundle(List.copyOf(certificates), notes, passedOver))
          : new PemReading.Unreadable(violations);
    }
  }
}
