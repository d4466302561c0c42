package dev.pinwheel.chain.hostile;

import static dev.pinwheel.chain.ChainCase.CA;

import dev.pinwheel.chain.hostile.HostileCase.Kind;
import dev.pinwheel.chain.revocation.EvidenceReader;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.revocation.TestOcsp;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** CRLs and OCSP responses, as large as their readers take them. */
final class HostileEvidence {

  private static final String ROOT = CA.root().pem();
  private static final HeldCertificate LEAF = CA.client("x").build();
  private static final int MIB = 1024 * 1024;

  /** Small entries: a serial number of 3 bytes and a date. */
  private static final int MOST_ENTRIES = EvidenceReader.MOST_BYTES / 24;

  private HostileEvidence() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    byte[] full = list(entries(MOST_ENTRIES, new byte[0]));
    cases.add(HostileCase.of("crl-full", Kind.CRL, full));
    cases.add(HostileCase.chain("crl-full-for-a-chain", LEAF.chainPem(), ROOT).with("crls", full));
    cases.add(
        HostileCase.of(
            "crl-full-in-pem",
            Kind.CRL,
            HeldCertificate.block("X509 CRL", list(entries(MOST_ENTRIES * 7 / 10, new byte[0])))));
    cases.add(HostileCase.of("crl-entries-of-others", Kind.CRL, list(entries(100_000, issuer()))));
    cases.add(HostileCase.of("crl-entries-of-some", Kind.CRL, list(entries(5_000, issuer()))));
    byte[] some = entries(60_000, reason());
    byte[] reasons = list(entries(EvidenceReader.MOST_BYTES / 40, reason()));
    cases.add(HostileCase.of("crl-reasons", Kind.CRL, reasons));
    cases.add(
        HostileCase.chain("crl-reasons-for-a-chain", LEAF.chainPem(), ROOT).with("crls", reasons));
    cases.add(
        HostileCase.chain("crl-of-its-issuer", LEAF.chainPem(), ROOT)
            .with(
                "crls",
                HeldCertificate.block("X509 CRL", list(CA.intermediate(), some))
                    + HeldCertificate.block("X509 CRL", list(CA.root(), some))));
    cases.add(HostileCase.of("crl-nested", Kind.CRL, Der.nested(Der.SEQUENCE, 200_000)));
    cases.add(HostileCase.of("crl-opened", Kind.CRL, Der.opened(Der.SEQUENCE, 4 * MIB)));
    cases.add(HostileCase.of("crl-zeros", Kind.CRL, new byte[EvidenceReader.MOST_BYTES]));
    cases.add(HostileCase.of("crl-random", Kind.CRL, random(EvidenceReader.MOST_BYTES)));
    cases.add(HostileCase.of("crl-integers", Kind.CRL, integers(EvidenceReader.MOST_BYTES)));
    cases.add(
        HostileCase.of(
            "crl-blocks",
            Kind.CRL,
            "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n"
                .repeat(EvidenceReader.MOST_BYTES / 50)));
    cases.add(
        HostileCase.of(
            "crl-other-blocks",
            Kind.CRL,
            "-----BEGIN A-----\n-----END A-----\n".repeat(EvidenceReader.MOST_BYTES / 34)));
    cases.add(
        HostileCase.of("crl-many", Kind.CRL, TestCrl.of(CA.intermediate()).pem().repeat(1_000)));
    cases.add(manyWronglySigned());
    cases.add(HostileCase.of("ocsp-nested", Kind.OCSP, Der.nested(Der.SEQUENCE, 40_000)));
    cases.add(HostileCase.of("ocsp-opened", Kind.OCSP, Der.opened(Der.SEQUENCE, 100_000)));
    cases.add(HostileCase.of("ocsp-random", Kind.OCSP, random(256 * 1024)));
    cases.add(HostileCase.of("ocsp-integers", Kind.OCSP, integers(256 * 1024)));
    cases.add(
        HostileCase.of(
            "ocsp-many",
            Kind.OCSP,
            HeldCertificate.block("OCSP RESPONSE", TestOcsp.about(LEAF, CA.intermediate()).der())
                .repeat(1_000)));
    cases.add(manyAnswers());
    return cases;
  }

  /** Five hundred CRLs of the right name, none of them by the right key. */
  private static HostileCase manyWronglySigned() {
    StringBuilder lists = new StringBuilder();
    for (int number = 0; number < 250; number++) {
      lists.append(TestCrl.of(CA.intermediate()).number(number).signedWithKeyOf(LEAF).pem());
      lists.append(TestCrl.of(CA.root()).number(number).signedWithKeyOf(LEAF).pem());
    }
    return HostileCase.chain("crls-wrongly-signed", LEAF.chainPem(), ROOT)
        .with("crls", lists.toString());
  }

  private static HostileCase manyAnswers() {
    StringBuilder answers = new StringBuilder();
    for (int number = 0; number < 500; number++) {
      answers.append(
          HeldCertificate.block(
              "OCSP RESPONSE",
              TestOcsp.about(LEAF, CA.intermediate()).signedWithKeyOf(LEAF).der()));
    }
    return HostileCase.chain("ocsp-wrongly-signed", LEAF.chainPem(), ROOT)
        .with("answers", answers.toString());
  }

  /** A CRL of these entries, signed by its issuer. */
  private static byte[] list(HeldCertificate issuer, byte[] entries) {
    ASN1Sequence whole = ASN1Sequence.getInstance(TestCrl.of(issuer).der());
    ASN1Sequence content = ASN1Sequence.getInstance(whole.getObjectAt(0));
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (int index = 0; index < content.size(); index++) {
      // version, signature, issuer, thisUpdate, nextUpdate come before the entries
      if (index == 5) {
        fields.writeBytes(entries);
      }
      fields.writeBytes(Der.of(content.getObjectAt(index)));
    }
    byte[] signed = Der.element(Der.SEQUENCE, fields.toByteArray());
    return Der.element(
        Der.SEQUENCE,
        signed,
        Der.of(whole.getObjectAt(1)),
        Der.of(new DERBitString(signature(issuer, signed))));
  }

  private static byte[] list(byte[] entries) {
    return list(CA.intermediate(), entries);
  }

  private static byte[] signature(HeldCertificate issuer, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuer.privateKey());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the tests' CA signs", e);
    }
  }

  private static byte[] entries(int count, byte[] extensions) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] date =
        Der.element(0x17, "260101000000Z".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    for (int number = 0; number < count; number++) {
      byte[] serial = {2, 4, 1, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
      all.writeBytes(Der.element(Der.SEQUENCE, serial, date, extensions));
    }
    return Der.element(Der.SEQUENCE, all.toByteArray());
  }

  /** An entry's extension that names another issuer (RFC 5280 section 5.3.3). */
  private static byte[] issuer() {
    GeneralNames names = new GeneralNames(new GeneralName(new X500Name("CN=another one")));
    return Der.element(
        Der.SEQUENCE, Der.of(Der.extension(Extension.certificateIssuer, true, Der.of(names))));
  }

  private static byte[] reason() {
    return Der.element(
        Der.SEQUENCE,
        Der.of(
            Der.extension(
                Extension.reasonCode, false, Der.of(CRLReason.lookup(CRLReason.keyCompromise)))));
  }

  private static byte[] integers(int bytes) {
    byte[] one = Der.of(new ASN1Integer(1));
    byte[] all = new byte[bytes - 16];
    for (int at = 0; at + one.length <= all.length; at += one.length) {
      System.arraycopy(one, 0, all, at, one.length);
    }
    return Der.element(Der.SEQUENCE, Arrays.copyOf(all, all.length / 3 * 3));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(20260301).nextBytes(random);
    return random;
  }
}
