package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.certificate.MalformedCertificateException;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.ReaderWords;
import dev.pinwheel.chain.name.DirectoryName;
import java.io.IOException;
import java.security.cert.CRLReason;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/** Reads one DER OCSP response. */
public final class OcspAnswerReader {

  /** Larger ones no responder sends: a response is about one certificate and has one or two. */
  static final int MOST_BYTES = 256 * 1024;

  private static final int MOST_SINGLES = 1000;
  private static final int MOST_CERTIFICATES = 5;
  private static final int SUCCESSFUL = 0;

  private OcspAnswerReader() {}

  /**
   * Reads a response.
   *
   * @throws MalformedEvidenceException where the bytes are no OCSP response, or one without an
   *     answer
   */
  public static OcspAnswer read(byte[] der) throws MalformedEvidenceException {
    if (der.length > MOST_BYTES) {
      throw new MalformedEvidenceException("the OCSP response is larger than " + MOST_BYTES);
    }
    try {
      OCSPResponse response = OCSPResponse.getInstance(der);
      int status = response.getResponseStatus().getIntValue();
      if (status != SUCCESSFUL) {
        throw new MalformedEvidenceException(
            "the OCSP responder has no answer, status " + status + " (RFC 6960 section 4.2.1)");
      }
      if (!OCSPObjectIdentifiers.id_pkix_ocsp_basic.equals(
          response.getResponseBytes().getResponseType())) {
        throw new MalformedEvidenceException("the OCSP response is of an unknown type");
      }
      return answer(
          BasicOCSPResponse.getInstance(response.getResponseBytes().getResponse().getOctets()));
    } catch (IOException | ParseException | RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      throw new MalformedEvidenceException("no OCSP response: " + ReaderWords.of(e), e);
    }
  }

  private static OcspAnswer answer(BasicOCSPResponse response) throws IOException, ParseException {
    ResponseData data = response.getTbsResponseData();
    List<OcspAnswer.Single> singles = new ArrayList<>();
    for (ASN1Encodable single : data.getResponses()) {
      if (singles.size() == MOST_SINGLES) {
        throw new IllegalArgumentException("more than " + MOST_SINGLES + " answers");
      }
      singles.add(single(SingleResponse.getInstance(single)));
    }
    return new OcspAnswer(
        responder(data.getResponderID()),
        instant(data.getProducedAt()),
        singles,
        certificates(response.getCerts()),
        nonce(data.getResponseExtensions()),
        unknownCritical(
            data.getResponseExtensions(), Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)),
        new SignedContent(
            data.getEncoded(ASN1Encoding.DER),
            response.getSignatureAlgorithm(),
            response.getSignature().getBytes()));
  }

  private static OcspAnswer.Single single(SingleResponse single) throws ParseException {
    return new OcspAnswer.Single(
        OcspCertificateId.of(single.getCertID()),
        said(single.getCertStatus()),
        instant(single.getThisUpdate()),
        single.getNextUpdate() == null
            ? Optional.empty()
            : Optional.of(instant(single.getNextUpdate())),
        unknownCritical(single.getSingleExtensions(), Set.of()));
  }

  private static OcspAnswer.Said said(CertStatus status) throws ParseException {
    return switch (status.getTagNo()) {
      case 0 -> new OcspAnswer.Said.Good();
      case 1 -> {
        RevokedInfo info = RevokedInfo.getInstance(status.getStatus());
        CRLReason reason =
            info.getRevocationReason() == null
                ? CRLReason.UNSPECIFIED
                : Reasons.of(info.getRevocationReason().getValue().intValueExact());
        yield new OcspAnswer.Said.Revoked(reason, instant(info.getRevocationTime()));
      }
      default -> new OcspAnswer.Said.Unknown();
    };
  }

  private static OcspResponder responder(ResponderID id) {
    return id.getName() != null
        ? new OcspResponder.ByName(DirectoryName.of(id.getName()))
        : new OcspResponder.ByKey(HexFormat.of().formatHex(id.getKeyHash()));
  }

  private static List<ParsedCertificate> certificates(ASN1Sequence encoded) throws IOException {
    List<ParsedCertificate> certificates = new ArrayList<>();
    if (encoded != null) {
      for (ASN1Encodable certificate : encoded) {
        if (certificates.size() < MOST_CERTIFICATES) {
          certificate(certificate).ifPresent(certificates::add);
        }
      }
    }
    return certificates;
  }

  /** One that cannot be read can be no signer; whether another one is decides the signature. */
  private static Optional<ParsedCertificate> certificate(ASN1Encodable encoded) throws IOException {
    try {
      return Optional.of(
          new CertificateReader().read(encoded.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
    } catch (MalformedCertificateException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> nonce(Extensions extensions) {
    return extensions == null
        ? Optional.empty()
        : Optional.ofNullable(extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
            .map(Extension::getExtnValue)
            .map(value -> HexFormat.of().formatHex(value.getOctets()));
  }

  private static Optional<String> unknownCritical(
      Extensions extensions, Set<ASN1ObjectIdentifier> processed) {
    if (extensions == null) {
      return Optional.empty();
    }
    for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
      if (!processed.contains(id)) {
        return Optional.of("it has the critical extension " + id.getId());
      }
    }
    return Optional.empty();
  }

  private static Instant instant(ASN1GeneralizedTime time) throws ParseException {
    return time.getDate().toInstant();
  }
}
