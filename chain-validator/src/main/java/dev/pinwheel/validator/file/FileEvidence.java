package dev.pinwheel.validator.file;

import dev.pinwheel.chain.revocation.RevocationMode;
import java.util.List;
import java.util.Optional;

/**
 * Evidence about a chain, as files have it.
 *
 * @param crls CRL files, PEM or DER
 * @param answers files of OCSP responses, PEM or DER
 * @param logList JSON list of transparency logs, version 3; empty where there is none
 * @param mode what is made of revocation; empty for what the policy says, and where that is nothing
 *     and there is evidence, for a soft failure
 */
public record FileEvidence(
    List<byte[]> crls,
    List<byte[]> answers,
    Optional<String> logList,
    Optional<RevocationMode> mode) {

  public static final FileEvidence NONE =
      new FileEvidence(List.of(), List.of(), Optional.empty(), Optional.empty());

  public FileEvidence {
    crls = List.copyOf(crls);
    answers = List.copyOf(answers);
  }
}
