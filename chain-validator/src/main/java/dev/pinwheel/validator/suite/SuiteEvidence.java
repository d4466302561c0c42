package dev.pinwheel.validator.suite;

import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.revocation.RevocationListReader;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.chain.rule.RevocationEvidence;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CRLs of a case. Where a suite gives any, it wants revocation checked, and a certificate of
 * which no CRL says anything is then as bad as a revoked one (RFC 5280 section 6.3.3:
 * UNDETERMINED).
 */
final class SuiteEvidence {

  private static final Pattern CRL =
      Pattern.compile("-----BEGIN X509 CRL-----([A-Za-z0-9+/=\\s]*)-----END X509 CRL-----");

  private SuiteEvidence() {}

  /**
   * Empty where the case has no CRL; one that cannot be read says nothing, so that revocation is
   * then unknown.
   */
  static Optional<RevocationEvidence> of(List<String> texts, Profile profile) {
    List<RevocationList> lists = new ArrayList<>();
    for (String text : texts) {
      Matcher matcher = CRL.matcher(text);
      while (matcher.find()) {
        try {
          lists.add(RevocationListReader.read(Base64.getMimeDecoder().decode(matcher.group(1))));
        } catch (MalformedEvidenceException | IllegalArgumentException e) {
          // the case asks for revocation all the same, and nothing is known of it
        }
      }
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RevocationCheck(
                RevocationMode.HARD_FAIL, new EvidenceSet(lists, List.of()), profile));
  }
}
