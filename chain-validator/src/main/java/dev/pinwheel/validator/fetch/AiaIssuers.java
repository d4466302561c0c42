package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.certificate.MalformedCertificateException;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches issuers from the addresses in authorityInfoAccess, caIssuers (RFC 5280 section 4.2.2.1):
 * one DER certificate, or the certificates of a PKCS #7 message. What came is remembered for an
 * hour, and a failure for a minute, so that a dead host does not slow every rotation down.
 */
public final class AiaIssuers implements IssuerSource {

  /** An intermediate is about 2 KiB. */
  static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_ADDRESSES = 2;
  private static final int MOST_CERTIFICATES = 8;
  private static final int MOST_REMEMBERED = 256;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(AiaIssuers.class);

  private final BoundedHttp http;
  private final AllowedHosts hosts;
  private final ExpiringCache<HttpUrl, List<FetchedCertificate>> cache =
      new ExpiringCache<>(MOST_REMEMBERED);

  public AiaIssuers(BoundedHttp http, AllowedHosts hosts) {
    this.http = http;
    this.hosts = hosts;
  }

  @Override
  public List<FetchedCertificate> issuersOf(ParsedCertificate certificate, Instant now) {
    return addresses(certificate).stream()
        .limit(MOST_ADDRESSES)
        .flatMap(url -> at(url, now).stream())
        .toList();
  }

  private List<FetchedCertificate> at(HttpUrl url, Instant now) {
    Optional<List<FetchedCertificate>> before = cache.get(url, now);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      List<FetchedCertificate> fetched =
          certificates(http.get(url, MOST_BYTES)).stream()
              .map(certificate -> new FetchedCertificate(certificate, url.toString()))
              .toList();
      cache.put(url, fetched, now.plus(REMEMBERED));
      return fetched;
    } catch (FetchFailedException | MalformedCertificateException e) {
      LOG.warn("no issuer from {}: {}", url, e.getMessage());
      cache.put(url, List.of(), now.plus(FAILURE_REMEMBERED));
      return List.of();
    }
  }

  private List<HttpUrl> addresses(ParsedCertificate certificate) {
    List<HttpUrl> addresses = new ArrayList<>();
    Optional<byte[]> extension = certificate.extension(Extension.authorityInfoAccess);
    if (extension.isEmpty()) {
      return addresses;
    }
    try {
      for (AccessDescription access :
          AuthorityInformationAccess.getInstance(extension.get()).getAccessDescriptions()) {
        GeneralName location = access.getAccessLocation();
        if (access.getAccessMethod().equals(AccessDescription.id_ad_caIssuers)
            && location.getTagNo() == GeneralName.uniformResourceIdentifier) {
          hosts.permitted(location.getName().toString()).ifPresent(addresses::add);
        }
      }
    } catch (RuntimeException e) {
      // Bouncy Castle's word for an extension that is malformed; it is not critical, and names
      // nothing then
      LOG.warn("authorityInfoAccess of {} is malformed: {}", certificate, e.getMessage());
    }
    return addresses;
  }

  /** RFC 5280 section 4.2.2.1: DER of one certificate, or a certs-only CMS message (RFC 5272). */
  static List<ParsedCertificate> certificates(byte[] answer) throws MalformedCertificateException {
    CertificateReader reader = new CertificateReader();
    Optional<ASN1Set> bag = bag(answer);
    if (bag.isEmpty()) {
      return List.of(reader.read(answer));
    }
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (ASN1Encodable certificate : bag.get()) {
      if (certificates.size() == MOST_CERTIFICATES) {
        break;
      }
      try {
        certificates.add(reader.read(certificate.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
      } catch (IOException e) {
        throw new MalformedCertificateException("a certificate cannot be encoded", e);
      }
    }
    return certificates;
  }

  private static Optional<ASN1Set> bag(byte[] answer) {
    try {
      ContentInfo content = ContentInfo.getInstance(answer);
      return content.getContentType().equals(CMSObjectIdentifiers.signedData)
          ? Optional.ofNullable(SignedData.getInstance(content.getContent()).getCertificates())
          : Optional.empty();
    } catch (RuntimeException e) {
      // no CMS; a bare certificate is no ContentInfo either, and its own reader says what is wrong
      return Optional.empty();
    }
  }
}
