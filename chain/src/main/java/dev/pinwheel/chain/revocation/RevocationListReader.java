package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.der.BerObject;
import dev.pinwheel.chain.der.DerCursor;
import dev.pinwheel.chain.der.MalformedDerException;
import dev.pinwheel.chain.finding.ReaderWords;
import dev.pinwheel.chain.name.DirectoryName;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;

/** Reads one DER CRL. */
public final class RevocationListReader {

  private static final Set<ASN1ObjectIdentifier> PROCESSED =
      Set.of(
          Extension.cRLNumber,
          Extension.issuingDistributionPoint,
          Extension.deltaCRLIndicator,
          Extension.authorityKeyIdentifier);

  private static final Set<ASN1ObjectIdentifier> PROCESSED_OF_ENTRIES =
      Set.of(Extension.reasonCode, Extension.certificateIssuer, Extension.invalidityDate);

  private static final int V2 = 1;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private final TBSCertList content;
  private final DirectoryName issuer;
  private Optional<String> unusable = Optional.empty();
  private Optional<String> doubt = Optional.empty();

  private RevocationListReader(TBSCertList content) {
    this.content = content;
    this.issuer = DirectoryName.of(content.getIssuer());
  }

  /**
   * Reads a CRL.
   *
   * @throws MalformedEvidenceException where the bytes are no CRL, or one that RFC 5280 section 5.1
   *     does not allow
   */
  public static RevocationList read(byte[] der) throws MalformedEvidenceException {
    try {
      DerCursor whole = new DerCursor(der);
      DerCursor list = whole.sequence();
      byte[] content = list.whole().copy();
      SignedContent signed =
          new SignedContent(
              content,
              AlgorithmIdentifier.getInstance(list.whole().copy()),
              ASN1BitString.getInstance(list.whole().copy()).getBytes());
      if (whole.length() > 0 || list.length() > 0) {
        throw new MalformedEvidenceException("no CRL: bytes follow it");
      }
      return read(new DerCursor(content).sequence(), signed);
    } catch (IOException | MalformedDerException | RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      throw new MalformedEvidenceException("no CRL: " + ReaderWords.of(e), e);
    }
  }

  /** The library reads everything but the entries, of which there may be very many. */
  private static RevocationList read(DerCursor content, SignedContent signed)
      throws MalformedEvidenceException, MalformedDerException, IOException {
    ASN1EncodableVector fields = new ASN1EncodableVector();
    Optional<DerCursor> entries = Optional.empty();
    boolean afterTimes = false;
    while (content.length() > 0) {
      boolean isTime = content.has(UTC_TIME) || content.has(GENERALIZED_TIME);
      if (afterTimes && entries.isEmpty() && content.has(SEQUENCE)) {
        entries = Optional.of(content.sequence());
      } else if (entries.isPresent() && content.has(SEQUENCE)) {
        throw new MalformedEvidenceException("no CRL: it has two lists of entries");
      } else {
        fields.add(BerObject.read(content.whole().copy()));
      }
      afterTimes |= isTime;
    }
    TBSCertList list = TBSCertList.getInstance(new DERSequence(fields));
    if (!list.getSignature().equals(signed.algorithm())) {
      throw new MalformedEvidenceException(
          "the CRL names two signature algorithms (RFC 5280 section 5.1.1.2)");
    }
    return new RevocationListReader(list).list(entries, signed);
  }

  private RevocationList list(Optional<DerCursor> entries, SignedContent signed)
      throws MalformedEvidenceException, MalformedDerException, IOException {
    if (content.getVersion() != null && content.getVersionNumber() - 1 != V2) {
      throw new MalformedEvidenceException(
          "the CRL's version is neither absent nor 2 (RFC 5280 section 5.1.2.1)");
    }
    if (content.getVersion() == null) {
      doubt("it is of version 1 (RFC 5280 section 5.1.2.1 binds its issuer to 2)");
    }
    if (content.getNextUpdate() == null) {
      throw new MalformedEvidenceException("the CRL has no nextUpdate (RFC 5280 section 5.1.2.5)");
    }
    Extensions extensions = content.getExtensions();
    forbidUnknown(extensions, PROCESSED, "it has the critical extension ");
    Optional<BigInteger> number = integer(extensions, Extension.cRLNumber);
    if (number.isEmpty()) {
      doubt("it has no CRL number (RFC 5280 section 5.2.3)");
    } else if (extensions.getExtension(Extension.cRLNumber).isCritical()) {
      doubt("its CRL number is critical (RFC 5280 section 5.2.3)");
    }
    CrlScope scope =
        extension(extensions, Extension.issuingDistributionPoint)
            .map(one -> IssuingDistributionPoint.getInstance(one.getParsedValue()))
            .map(point -> CrlScope.of(point, issuer))
            .orElse(CrlScope.EVERYTHING);
    if (scope.contradictsItself()) {
      forbid("its issuingDistributionPoint contradicts itself (RFC 5280 section 5.2.5)");
    }
    RevokedEntries revoked =
        entries.isEmpty()
            ? RevokedEntries.NONE
            : RevokedEntries.read(
                entries.get(),
                issuer,
                strange ->
                    forbidUnknown(
                        strange, PROCESSED_OF_ENTRIES, "an entry has the critical extension "),
                () ->
                    doubt(
                        "it has two entries for one certificate, which may contradict each other"));
    return new RevocationList(
        issuer,
        update(content.getThisUpdate()),
        update(content.getNextUpdate()),
        number,
        integer(extensions, Extension.deltaCRLIndicator),
        scope,
        extension(extensions, Extension.authorityKeyIdentifier)
            .map(one -> HexFormat.of().formatHex(one.getExtnValue().getOctets())),
        extension(extensions, Extension.freshestCRL).isPresent(),
        revoked,
        unusable,
        doubt,
        signed);
  }

  /** RFC 5280 sections 5.2 and 5.3: such a CRL must not be used to determine any status. */
  private void forbidUnknown(
      Extensions extensions, Set<ASN1ObjectIdentifier> processed, String message) {
    if (extensions == null) {
      return;
    }
    for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
      if (!processed.contains(id)) {
        forbid(message + id.getId());
      }
    }
  }

  private void forbid(String reason) {
    if (unusable.isEmpty()) {
      unusable = Optional.of(reason);
    }
  }

  /** What binds issuers takes nothing from what the CRL revokes; what it leaves out proves less. */
  private void doubt(String reason) {
    if (doubt.isEmpty()) {
      doubt = Optional.of(reason);
    }
  }

  private static Optional<Extension> extension(Extensions extensions, ASN1ObjectIdentifier id) {
    return extensions == null ? Optional.empty() : Optional.ofNullable(extensions.getExtension(id));
  }

  private static Optional<BigInteger> integer(Extensions extensions, ASN1ObjectIdentifier id) {
    return extension(extensions, id)
        .map(extension -> ASN1Integer.getInstance(extension.getParsedValue()).getPositiveValue());
  }

  /** Years before 2050 are written as UTCTime (RFC 5280 sections 5.1.2.4 and 5.1.2.5). */
  private static Instant update(Time time) throws MalformedEvidenceException {
    Instant instant = time.getDate().toInstant();
    boolean isUtcTime = time.toASN1Primitive() instanceof ASN1UTCTime;
    if (isUtcTime != instant.isBefore(YEAR_2050)) {
      throw new MalformedEvidenceException(
          "the CRL's thisUpdate or nextUpdate is in the wrong form (RFC 5280 section 5.1.2.4)");
    }
    return instant;
  }
}
