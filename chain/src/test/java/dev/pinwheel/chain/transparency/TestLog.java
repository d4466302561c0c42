package dev.pinwheel.chain.transparency;

import static dev.pinwheel.chain.ChainCase.NOW;

import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * A log that signs (RFC 6962 section 3.2), written apart from what it tests: it signs a
 * precertificate that a CA would submit, with Bouncy Castle's own builder of certificate content.
 */
public final class TestLog {

  private static final String SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
  private static final String POISON = "1.3.6.1.4.1.11129.2.4.3";

  private final String name;
  private final String operator;
  private final KeyPair keys;
  private String state = "usable";
  private Instant stateSince = NOW.minus(Duration.ofDays(365));
  private String more = "";
  private Instant signsAt = NOW.minus(Duration.ofMinutes(30));

  private TestLog(String name, String operator, KeyPair keys) {
    this.name = name;
    this.operator = operator;
    this.keys = keys;
  }

  public static TestLog of(String name, String operator) {
    return of(name, operator, "EC", 256);
  }

  public static TestLog of(String name, String operator, String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return new TestLog(name, operator, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public TestLog state(String other, Instant since) {
    TestLog log = new TestLog(name, operator, keys);
    log.state = other;
    log.stateSince = since;
    log.more = more;
    log.signsAt = signsAt;
    return log;
  }

  public TestLog signingAt(Instant instant) {
    TestLog log = state(state, stateSince);
    log.signsAt = instant;
    return log;
  }

  /** Further members of the log's JSON object. */
  public TestLog with(String members) {
    TestLog log = state(state, stateSince);
    log.more = ", " + members;
    return log;
  }

  /** The leaf with SCTs of these logs, each over the precertificate of the same content. */
  public static HeldCertificate logged(
      CertificateBuilder leaf, HeldCertificate issuer, TestLog... logs) {
    HeldCertificate precertificate = leaf.extension(POISON, true, DERNull.INSTANCE).build();
    byte[] content = withoutPoison(precertificate);
    leaf.keyOf(precertificate);
    return withTimestamps(leaf, Arrays.stream(logs).map(log -> log.sign(content, issuer)).toList());
  }

  /** The leaf with an extension of these SCTs, whatever they are. */
  public static HeldCertificate withTimestamps(CertificateBuilder leaf, List<byte[]> timestamps) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(list)) {
      out.writeShort(timestamps.stream().mapToInt(sct -> sct.length + 2).sum());
      for (byte[] timestamp : timestamps) {
        out.writeShort(timestamp.length);
        out.write(timestamp);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return leaf.withoutExtension(POISON)
        .extension(SCT_LIST, false, new DEROctetString(list.toByteArray()))
        .build();
  }

  /** An SCT over some content of a precertificate. */
  public byte[] sign(byte[] content, HeldCertificate issuer) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    ByteArrayOutputStream sct = new ByteArrayOutputStream();
    try (DataOutputStream in = new DataOutputStream(signed);
        DataOutputStream out = new DataOutputStream(sct)) {
      in.write(new byte[] {0, 0});
      in.writeLong(signsAt.toEpochMilli());
      in.writeShort(1);
      in.write(sha256(issuer.certificate().getPublicKey().getEncoded()));
      in.write(new byte[] {(byte) (content.length >> 16), (byte) (content.length >> 8)});
      in.write(content.length);
      in.write(content);
      in.writeShort(0);
      boolean elliptic = keys.getPublic().getAlgorithm().equals("EC");
      Signature signature = Signature.getInstance(elliptic ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.toByteArray());
      byte[] value = signature.sign();
      out.write(0);
      out.write(sha256(keys.getPublic().getEncoded()));
      out.writeLong(signsAt.toEpochMilli());
      out.writeShort(0);
      out.write(new byte[] {4, (byte) (elliptic ? 3 : 1)});
      out.writeShort(value.length);
      out.write(value);
      return sct.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String json(TestLog... logs) {
    return Arrays.stream(logs)
        .collect(Collectors.groupingBy(log -> log.operator))
        .entrySet()
        .stream()
        .map(
            entry ->
                "{\"name\": \"%s\", \"email\": [], \"logs\": [%s]}"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().stream()
                            .map(TestLog::entry)
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining(", ", "{\"version\": \"1\", \"operators\": [", "]}"));
  }

  private String entry() {
    byte[] key = keys.getPublic().getEncoded();
    return """
    {"description": "%s", "log_id": "%s", "key": "%s", "url": "https://log.example/", "mmd": 86400,
     "state": {"%s": {"timestamp": "%s"}}%s}\
    """
        .formatted(
            name,
            Base64.getEncoder().encodeToString(sha256(key)),
            Base64.getEncoder().encodeToString(key),
            state,
            stateSince,
            more);
  }

  public static LogList list(TestLog... logs) {
    try {
      return LogListReader.read(json(logs));
    } catch (InvalidLogListException e) {
      throw new AssertionError(e);
    }
  }

  /** What RFC 6962 section 3.1 has logs sign: the precertificate without its poison. */
  private static byte[] withoutPoison(HeldCertificate precertificate) {
    try {
      TBSCertificate content =
          Certificate.getInstance(precertificate.certificate().getEncoded()).getTBSCertificate();
      ExtensionsGenerator kept = new ExtensionsGenerator();
      Extensions all = content.getExtensions();
      Arrays.stream(all.getExtensionOIDs())
          .filter(id -> !id.getId().equals(POISON))
          .forEach(id -> kept.addExtension(all.getExtension(id)));
      V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
      generator.setSerialNumber(content.getSerialNumber());
      generator.setSignature(content.getSignature());
      generator.setIssuer(content.getIssuer());
      generator.setStartDate(content.getStartDate());
      generator.setEndDate(content.getEndDate());
      generator.setSubject(content.getSubject());
      generator.setSubjectPublicKeyInfo(content.getSubjectPublicKeyInfo());
      generator.setExtensions(kept.generate());
      return generator.generateTBSCertificate().getEncoded("DER");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
