package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key as PEM, and whether it is the one of a leaf. No message ever holds any of it. */
sealed interface ClientKey {

  /** It can be used with the leaf. */
  record Usable(PrivateKey key) implements ClientKey {}

  /** It cannot, for the reason that the failure names. */
  record Unusable(Failure failure) implements ClientKey {}

  Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

  /** PKCS #8 (RFC 5958 section 3) and the older form of OpenSSL (RFC 1421 section 4.6.1.1). */
  Pattern ENCRYPTED = Pattern.compile("BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4,ENCRYPTED");

  /** Reads a key and proves it by a signature that the leaf's public key verifies. */
  static ClientKey read(Secret pem, CertificateChain chain) {
    String text = pem.reveal();
    if (ENCRYPTED.matcher(text).find()) {
      return unusable(
          FailureCode.PRIVATE_KEY_ENCRYPTED, "its PEM header says that it is encrypted");
    }
    Matcher block = PKCS8.matcher(text);
    if (!block.find()) {
      return unusable(
          FailureCode.PRIVATE_KEY_UNUSABLE,
          "it is no PKCS #8 PEM; openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN makes one");
    }
    PublicKey leaf = chain.certificates().getFirst().getPublicKey();
    try {
      PrivateKey key =
          KeyFactory.getInstance(leaf.getAlgorithm())
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1).trim())));
      return isOf(leaf, key)
          ? new Usable(key)
          : unusable(FailureCode.PRIVATE_KEY_UNUSABLE, "it is not the key of the new leaf");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote what it could not parse, so it is not passed on.
      return unusable(
          FailureCode.PRIVATE_KEY_UNUSABLE,
          "it is no %s key as the leaf has one".formatted(leaf.getAlgorithm()));
    }
  }

  private static boolean isOf(PublicKey leaf, PrivateKey key) throws GeneralSecurityException {
    byte[] probe = "pinwheel".getBytes(StandardCharsets.US_ASCII);
    Signature signature =
        Signature.getInstance(
            switch (leaf.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> leaf.getAlgorithm();
            });
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(leaf);
    signature.update(probe);
    return signature.verify(signed);
  }

  private static ClientKey unusable(FailureCode code, String message) {
    return new Unusable(Failure.of(code, message));
  }
}
