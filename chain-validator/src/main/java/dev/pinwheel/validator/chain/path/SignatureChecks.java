package dev.pinwheel.validator.chain.path;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;

/** Whether one certificate signed another, each pair checked once in a validation. */
final class SignatureChecks {

  /**
   * The largest RSA modulus that is computed with; a check of 8192 bits costs about a millisecond.
   */
  private static final int MOST_RSA_BITS = 8192;

  /** Public exponents are small in practice; a large one makes a check as slow as signing. */
  private static final int MOST_EXPONENT_BITS = 64;

  private final WorkBudget budget;
  private final Map<Pair, Boolean> known = new HashMap<>();

  private record Pair(ParsedCertificate certificate, ParsedCertificate issuer) {}

  SignatureChecks(WorkBudget budget) {
    this.budget = budget;
  }

  /** False also where the budget is used up. */
  boolean verifies(ParsedCertificate certificate, ParsedCertificate issuer) {
    Pair pair = new Pair(certificate, issuer);
    Boolean before = known.get(pair);
    if (before != null) {
      return before;
    }
    boolean verifies = isAffordable(issuer.x509().getPublicKey()) && check(certificate, issuer);
    known.put(pair, verifies);
    return verifies;
  }

  private boolean check(ParsedCertificate certificate, ParsedCertificate issuer) {
    if (!budget.takeSignatureCheck()) {
      return false;
    }
    try {
      certificate.x509().verify(issuer.x509().getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      // providers throw unchecked exceptions for keys and signatures that make no sense; either way
      // the signature was not verified, which is the answer
      return false;
    }
  }

  private static boolean isAffordable(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() <= MOST_RSA_BITS
              && rsa.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS
              && rsa.getPublicExponent().compareTo(BigInteger.ONE) > 0;
      case DSAPublicKey dsa ->
          dsa.getParams() != null && dsa.getParams().getP().bitLength() <= MOST_RSA_BITS;
      default -> true;
    };
  }
}
