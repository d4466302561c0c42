package dev.pinwheel.executor.target;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.key.PrivateKeyReader;
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
import java.util.Arrays;

/** A private key as PEM, and whether it is the one of a leaf. No message ever holds any of it. */
sealed interface ClientKey {

  /** It can be used with the leaf. */
  record Usable(PrivateKey key) implements ClientKey {}

  /** It cannot, for the reason that the failure names. */
  record Unusable(Failure failure) implements ClientKey {}

  /** Reads a key and proves it by a signature that the leaf's public key verifies. */
  static ClientKey read(Secret pem, CertificateChain chain) {
    PublicKey leaf = chain.certificates().getFirst().getPublicKey();
    byte[] text = pem.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      return switch (PrivateKeyReader.read(text, "KEY")) {
        case KeyReading.Encrypted encrypted ->
            unusable(
                FailureCode.PRIVATE_KEY_ENCRYPTED,
                "its PEM header says that it is encrypted; " + encrypted.command());
        case KeyReading.Unreadable unreadable ->
            unusable(FailureCode.PRIVATE_KEY_UNUSABLE, unreadable.reason());
        case KeyReading.Read read when !read.publicHalf().matches(leaf) ->
            unusable(FailureCode.PRIVATE_KEY_UNUSABLE, "it is not the key of the new leaf");
        case KeyReading.Read read -> proven(PrivateKeyReader.pkcs8(text), leaf);
      };
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static ClientKey proven(byte[] pkcs8, PublicKey leaf) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(leaf.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return isOf(leaf, key)
          ? new Usable(key)
          : unusable(FailureCode.PRIVATE_KEY_UNUSABLE, "what it signs the leaf does not verify");
    } catch (GeneralSecurityException e) {
      // The cause may quote what it could not parse, so it is not passed on.
      return unusable(
          FailureCode.PRIVATE_KEY_UNUSABLE,
          "Java cannot sign with this %s key".formatted(leaf.getAlgorithm()));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
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
