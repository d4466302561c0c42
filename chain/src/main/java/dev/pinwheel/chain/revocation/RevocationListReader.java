package dev.pinwheel.chain.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;

/** Reads one DER CRL. */
public final class RevocationListReader {

  private static final Set<ASN1ObjectIdentifier> PROCESSED =
      Set.of(
          Extension.issuingDistributionPoint,
          Extension.deltaCRLIndicator,
          Extension.authorityKeyIdentifier);

  private static final Set<ASN1ObjectIdentifier> PROCESSED_OF_ENTRIES =
      Set.of(Extension.reasonCode, Extension.certificateIssuer, Extension.invalidityDate);

  private static final int V2 = 1;
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private final TBSCertList content;
  private final X500Principal issuer;
  private final Map<X500Principal, Map<BigInteger, RevocationList.Entry>> revoked = new HashMap<>();
  private Optional<String> unusable = Optional.empty();

  private RevocationListReader(TBSCertList content) throws IOException {
    this.content = content;
    this.issuer = new X500Principal(content.getIssuer().getEncoded(ASN1Encoding.DER));
  }

  /**
   * Reads a CRL.
   *
   * @throws MalformedEvidenceException where the bytes are no CRL, or one that RFC 5280 section 5.1
   *     does not allow
   */
  public static RevocationList read(byte[] der) throws MalformedEvidenceException {
    try {
      CertificateList list = CertificateList.getInstance(der);
      TBSCertList content = list.getTBSCertList();
      if (!content.getSignature().equals(list.getSignatureAlgorithm())) {
        throw new MalformedEvidenceException(
            "the CRL names two signature algorithms (RFC 5280 section 5.1.1.2)");
      }
      SignedContent signed =
          new SignedContent(
              content.getEncoded(ASN1Encoding.DER),
              list.getSignatureAlgorithm(),
              list.getSignature().getOctets());
      return new RevocationListReader(content).list(signed);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      throw new MalformedEvidenceException("no CRL: " + e.getMessage(), e);
    }
  }

  private RevocationList list(SignedContent signed) throws MalformedEvidenceException, IOException {
    if (content.getVersion() != null && content.getVersionNumber() - 1 != V2) {
      throw new MalformedEvidenceException(
          "the CRL's version is neither absent nor 2 (RFC 5280 section 5.1.2.1)");
    }
    if (content.getNextUpdate() == null) {
      throw new MalformedEvidenceException("the CRL has no nextUpdate (RFC 5280 section 5.1.2.5)");
    }
    Extensions extensions = content.getExtensions();
    forbidUnknown(extensions, PROCESSED, "it has the critical extension ");
    Optional<BigInteger> number = integer(extensions, Extension.cRLNumber);
    if (number.isEmpty()) {
      forbid("it has no CRL number (RFC 5280 section 5.2.3)");
    }
    CrlScope scope =
        extension(extensions, Extension.issuingDistributionPoint)
            .map(one -> IssuingDistributionPoint.getInstance(one.getParsedValue()))
            .map(point -> CrlScope.of(point, issuer))
            .orElse(CrlScope.EVERYTHING);
    if (scope.contradictsItself()) {
      forbid("its issuingDistributionPoint contradicts itself (RFC 5280 section 5.2.5)");
    }
    readEntries();
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
        signed);
  }

  /**
   * An entry is about the certificate issuer of the nearest entry before it that names one, and
   * about the CRL's issuer where none does (RFC 5280 section 5.3.3).
   */
  private void readEntries() {
    X500Principal certificateIssuer = issuer;
    Enumeration<?> entries = content.getRevokedCertificateEnumeration();
    while (entries.hasMoreElements()) {
      TBSCertList.CRLEntry entry = (TBSCertList.CRLEntry) entries.nextElement();
      Extensions extensions = entry.getExtensions();
      forbidUnknown(extensions, PROCESSED_OF_ENTRIES, "an entry has the critical extension ");
      Optional<Extension> named = extension(extensions, Extension.certificateIssuer);
      if (named.isPresent()) {
        certificateIssuer = directoryName(named.get());
      }
      RevocationList.Entry read =
          new RevocationList.Entry(
              entry.getRevocationDate().getDate().toInstant(),
              extension(extensions, Extension.reasonCode)
                  .map(RevocationListReader::reason)
                  .orElse(CRLReason.UNSPECIFIED));
      Map<BigInteger, RevocationList.Entry> ofIssuer =
          revoked.computeIfAbsent(certificateIssuer, name -> new HashMap<>());
      if (ofIssuer.put(entry.getUserCertificate().getValue(), read) != null) {
        forbid("it has two entries for one certificate, which may contradict each other");
      }
    }
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

  private static Optional<Extension> extension(Extensions extensions, ASN1ObjectIdentifier id) {
    return extensions == null ? Optional.empty() : Optional.ofNullable(extensions.getExtension(id));
  }

  private static Optional<BigInteger> integer(Extensions extensions, ASN1ObjectIdentifier id) {
    return extension(extensions, id)
        .map(extension -> ASN1Integer.getInstance(extension.getParsedValue()).getPositiveValue());
  }

  private static CRLReason reason(Extension extension) {
    int code =
        org.bouncycastle.asn1.x509.CRLReason.getInstance(extension.getParsedValue())
            .getValue()
            .intValueExact();
    return Reasons.of(code);
  }

  private static X500Principal directoryName(Extension extension) {
    for (GeneralName name : GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
      if (name.getTagNo() == GeneralName.directoryName) {
        return (X500Principal)
            DistributionName.of(new GeneralNames(name)).iterator().next().value();
      }
    }
    throw new IllegalArgumentException("a certificateIssuer has no directory name");
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
