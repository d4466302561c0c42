package dev.pinwheel.chain.hostile;

import static dev.pinwheel.chain.ChainCase.CA;

import dev.pinwheel.chain.transparency.TestLog;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Certificates whose content is out of all proportion, as large as a request may be. */
final class HostileCertificates {

  private static final String ROOT = CA.root().pem();
  private static final String ISSUER = CA.intermediate().pem();

  private static final SubjectPublicKeyInfo KEY =
      SubjectPublicKeyInfo.getInstance(
          CA.client("key").build().certificate().getPublicKey().getEncoded());

  /** DER of the largest certificate of which the PEM fits into a request beside its issuer's. */
  private static final int ROOM = 45_000;

  private HostileCertificates() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    names(cases);
    keys(cases);
    structures(cases);
    extensions(cases);
    timestamps(cases);
    return cases;
  }

  private static void names(List<HostileCase> cases) {
    CertificateBuilder many = CA.client("x").withoutAlternativeNames();
    IntStream.range(0, 10_000)
        .mapToObj(number -> Integer.toString(number % 1_296, 36))
        .forEach(many::dnsName);
    cases.add(
        HostileCase.chain("san-10000", many.buildPem() + ISSUER, ROOT).with("host", "x.example"));
    CertificateBuilder beyond = CA.client("x").withoutAlternativeNames();
    IntStream.range(0, 10_000).forEach(number -> beyond.dnsName("host-" + number + ".example"));
    String long10000 = beyond.buildPem();
    cases.add(HostileCase.chain("san-10000-too-large", long10000 + ISSUER, ROOT));
    cases.add(
        new HostileCase("san-10000-beyond-a-request", HostileCase.Kind.PATH, Map.of())
            .with("leaf", long10000)
            .with("bundle", ISSUER)
            .with("anchors", ROOT));
    String labels = "a.".repeat(20_000) + "a";
    for (String profile : List.of("RFC5280", "WEBPKI", "SMIME")) {
      for (GeneralName name :
          List.of(
              new GeneralName(GeneralName.dNSName, labels),
              new GeneralName(GeneralName.dNSName, "*." + labels),
              new GeneralName(GeneralName.rfc822Name, "a@" + labels),
              new GeneralName(GeneralName.rfc822Name, "a.".repeat(20_000) + "a@b.t"),
              new GeneralName(GeneralName.uniformResourceIdentifier, "a://" + labels),
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, "a://" + "@".repeat(40_000)))) {
        cases.add(
            longName("san-long-" + profile + "-" + cases.size(), name).with("profile", profile));
      }
    }
    cases.add(subject("subject-many-names", manyNames(2_500)));
    cases.add(subject("subject-wide-name", wideName(2_500)));
    cases.add(subject("subject-long-name", longName(ROOM - 100)));
  }

  /** A name as long as there is room for, below a CA whose constraints are of every kind. */
  private static HostileCase longName(String name, GeneralName alternative) {
    GeneralSubtree[] excluded = {
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "no.t")),
      new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, "no.t")),
      new GeneralSubtree(new GeneralName(GeneralName.uniformResourceIdentifier, "no.t"))
    };
    HeldCertificate authority =
        CA.authority("CN=Constrained")
            .issuedBy(CA.root())
            .extension(Extension.nameConstraints.getId(), true, new NameConstraints(null, excluded))
            .build();
    String leaf =
        CA.clientOf(authority, "x")
            .withoutAlternativeNames()
            .alternativeName(alternative)
            .buildPem();
    return HostileCase.chain(name, leaf + authority.pem(), ROOT).with("host", "x.example");
  }

  private static X500Name manyNames(int count) {
    StringBuilder name = new StringBuilder("CN=x");
    IntStream.range(0, count).forEach(number -> name.append(",OU=").append(number));
    return new X500Name(name.toString());
  }

  /** One relative name of very many attributes, which is a set and has to be sorted. */
  private static X500Name wideName(int count) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    for (int number = 0; number < count; number++) {
      attributes.add(
          new DERSequence(
              new ASN1Encodable[] {
                BCStyle.OU, new DERUTF8String(Integer.toString(count - number))
              }));
    }
    return X500Name.getInstance(new DERSequence(new DERSet(attributes)));
  }

  /** One attribute of a private type, every character of which must be escaped (RFC 4514). */
  private static X500Name longName(int length) {
    DERSequence attribute =
        sequence(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), new DERUTF8String(",".repeat(length)));
    return X500Name.getInstance(new DERSequence(new DERSet(attribute)));
  }

  private static HostileCase subject(String name, X500Name subject) {
    return HostileCase.chain(name, Der.certificate(CA.intermediate(), subject, KEY) + ISSUER, ROOT);
  }

  private static void keys(List<HostileCase> cases) {
    BigInteger large = BigInteger.ONE.shiftLeft(8 * ROOM - 4_000).subtract(BigInteger.ONE);
    BigInteger allowed = BigInteger.ONE.shiftLeft(16_384).subtract(BigInteger.valueOf(159));
    cases.add(key("key-rsa-350000-bits", rsa(large, BigInteger.valueOf(65_537))));
    cases.add(key("key-rsa-16384-bits", rsa(allowed, BigInteger.valueOf(65_537))));
    cases.add(key("key-rsa-large-exponent", rsa(allowed, allowed.subtract(BigInteger.TWO))));
    cases.add(issuedBy("issuer-rsa-350000-bits", rsa(large, BigInteger.valueOf(65_537))));
    cases.add(issuedBy("issuer-rsa-16384-bits", rsa(allowed, BigInteger.valueOf(65_537))));
    cases.add(
        issuedBy("issuer-rsa-large-exponent", rsa(allowed, allowed.subtract(BigInteger.TWO))));
    cases.add(issuedBy("issuer-rsa-even", rsa(allowed.add(BigInteger.ONE), BigInteger.TWO)));
    cases.add(issuedBy("issuer-ec-own-curve", ownCurve(allowed)));
    cases.add(issuedBy("issuer-dsa-large", dsa(allowed)));
  }

  private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
    return info(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        Der.of(new RSAPublicKey(modulus, exponent)));
  }

  /** A curve over a field of 16,384 bits that nobody has heard of (RFC 5480 section 2.1.1). */
  private static SubjectPublicKeyInfo ownCurve(BigInteger prime) {
    byte[] field = new byte[prime.bitLength() / 8];
    Arrays.fill(field, (byte) 1);
    byte[] point = new byte[2 * field.length + 1];
    Arrays.fill(point, (byte) 1);
    point[0] = 4;
    DERSequence fieldId = sequence(X9ObjectIdentifiers.prime_field, new ASN1Integer(prime));
    DERSequence curve = sequence(new DEROctetString(field), new DEROctetString(field));
    DERSequence parameters =
        sequence(
            new ASN1Integer(1), fieldId, curve, new DEROctetString(point), new ASN1Integer(prime));
    return info(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point);
  }

  private static SubjectPublicKeyInfo dsa(BigInteger prime) {
    return info(
        new AlgorithmIdentifier(
            X9ObjectIdentifiers.id_dsa,
            sequence(new ASN1Integer(prime), new ASN1Integer(prime), new ASN1Integer(2))),
        Der.of(new ASN1Integer(prime.shiftRight(1))));
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static SubjectPublicKeyInfo info(AlgorithmIdentifier algorithm, byte[] key) {
    return SubjectPublicKeyInfo.getInstance(sequence(algorithm, new DERBitString(key)));
  }

  private static HostileCase key(String name, SubjectPublicKeyInfo key) {
    return HostileCase.chain(
        name, Der.certificate(CA.intermediate(), new X500Name("CN=x"), key) + ISSUER, ROOT);
  }

  /** A CA of this key, and a leaf that names it and bears a signature by another. */
  private static HostileCase issuedBy(String name, SubjectPublicKeyInfo key) {
    HeldCertificate model = CA.authority("CN=Huge").issuedBy(CA.root()).build();
    String huge =
        Der.certificate(
            CA.root(),
            new X500Name("CN=Huge"),
            key,
            Der.extension(Extension.basicConstraints, true, Der.of(new BasicConstraints(true))));
    String leaf = CA.clientOf(model, "x").withoutKeyIdentifiers().buildPem();
    return HostileCase.chain(name, leaf + huge, ROOT);
  }

  private static void structures(List<HostileCase> cases) {
    byte[] huge = {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 0x30, (byte) 0x84, 0x7f, -1, -1, -1};
    byte[] negative = {0x30, (byte) 0x84, -1, -1, -1, -1, 2, 1, 0};
    byte[] wider = {0x30, (byte) 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 0};
    cases.add(content("length-huge", huge));
    cases.add(content("length-negative", negative));
    cases.add(content("length-of-nine-bytes", wider));
    cases.add(content("nested-definite", Der.nested(Der.SEQUENCE, 11_000)));
    cases.add(content("nested-indefinite", Der.opened(Der.SEQUENCE, 22_000)));
    cases.add(content("nested-octets", Der.opened(Der.OCTETS, 22_000)));
    cases.add(content("nested-tags", Der.nested(0xa0, 11_000)));
    cases.add(content("nested-set", Der.nested(0x31, 11_000)));
    byte[] arcs = new byte[ROOM - 100];
    Arrays.fill(arcs, (byte) 0x81);
    arcs[arcs.length - 1] = 1;
    cases.add(content("oid-one-arc", Der.element(Der.SEQUENCE, Der.element(6, arcs))));
    byte[] many = new byte[ROOM - 100];
    Arrays.fill(many, (byte) 1);
    cases.add(content("oid-many-arcs", Der.element(Der.SEQUENCE, Der.element(6, many))));
    CertificateBuilder serial = CA.client("x");
    cases.add(
        HostileCase.chain(
            "serial-huge",
            serial.serialNumber(BigInteger.ONE.shiftLeft(8 * ROOM - 4_000)).buildPem() + ISSUER,
            ROOT));
  }

  private static HostileCase content(String name, byte[] der) {
    return HostileCase.chain(name, HeldCertificate.block("CERTIFICATE", der) + ISSUER, ROOT);
  }

  private static void extensions(List<HostileCase> cases) {
    List<Extension> many = new ArrayList<>();
    for (int number = 0; number < 2_200; number++) {
      many.add(
          Der.extension(
              new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.9." + number), true, new byte[0]));
    }
    cases.add(extended("extensions-2200", many.toArray(Extension[]::new)));
    byte[] arcs = new byte[16_000];
    Arrays.fill(arcs, (byte) 1);
    for (ASN1ObjectIdentifier id :
        List.of(
            Extension.subjectAlternativeName,
            Extension.nameConstraints,
            Extension.certificatePolicies,
            Extension.extendedKeyUsage,
            Extension.cRLDistributionPoints,
            Extension.authorityInfoAccess,
            Extension.authorityKeyIdentifier)) {
      String name = "extension-" + id.getId() + "-";
      cases.add(
          extended(name + "nested", Der.extension(id, false, Der.nested(Der.SEQUENCE, 9_000))));
      cases.add(
          extended(name + "opened", Der.extension(id, false, Der.opened(Der.SEQUENCE, 20_000))));
      cases.add(
          extended(
              name + "oid",
              Der.extension(id, false, Der.element(Der.SEQUENCE, Der.element(6, arcs)))));
    }
    byte[] other =
        Der.element(
            Der.SEQUENCE,
            Der.element(
                0xa0,
                Der.element(6, new byte[] {0x2a, 3}),
                Der.element(0xa0, Der.nested(Der.SEQUENCE, 9_000))));
    cases.add(
        extended(
            "other-name-nested", Der.extension(Extension.subjectAlternativeName, false, other)));
    byte[][] usages = new byte[5_000][];
    Arrays.fill(usages, Der.element(6, new byte[] {0x2a, 3, 4, 5}));
    cases.add(
        extended(
            "usages-5000",
            Der.extension(Extension.extendedKeyUsage, false, Der.element(Der.SEQUENCE, usages))));
  }

  private static HostileCase extended(String name, Extension... extensions) {
    return HostileCase.chain(
        name,
        Der.certificate(CA.intermediate(), new X500Name("CN=x"), KEY, extensions) + ISSUER,
        ROOT);
  }

  /** As many SCTs as fit, each of a log that is in the list. */
  private static void timestamps(List<HostileCase> cases) {
    TestLog log = TestLog.of("one", "A");
    byte[] timestamp = log.sign(new byte[] {1}, CA.intermediate());
    cases.add(
        HostileCase.chain(
                "scts-300",
                TestLog.withTimestamps(CA.client("x"), Collections.nCopies(300, timestamp))
                    .chainPem(),
                ROOT)
            .with("logs", TestLog.json(log)));
  }
}
