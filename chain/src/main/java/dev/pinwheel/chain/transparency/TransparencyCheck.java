package dev.pinwheel.chain.transparency;

import static dev.pinwheel.chain.finding.ViolationCode.CT_INSUFFICIENT;
import static dev.pinwheel.chain.finding.ViolationCode.CT_UNKNOWN;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.ReaderWords;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a leaf was logged as the policy asks: enough embedded SCTs, each from another log that
 * the list knows, by enough operators, and at least one from a log that is trusted today (the rule
 * of the browsers' CT policies for embedded SCTs).
 *
 * @param list the logs that are known; empty where nobody configured them, so that nothing can be
 *     known
 */
public record TransparencyCheck(TransparencyPolicy policy, Optional<LogList> list) {

  /** No certificate has more, and each costs a signature check. */
  private static final int MOST_TIMESTAMPS = 20;

  /**
   * What is missing.
   *
   * @param path one that ends in a trust anchor
   * @param verifier of the SCTs' signatures
   * @return empty where the leaf satisfies the policy
   */
  public List<Violation> violations(CandidatePath path, Instant time, SignatureVerifier verifier) {
    if (path.length() < 2) {
      return List.of();
    }
    if (list.isEmpty()) {
      return List.of(
          located(
              Violation.of(CT_UNKNOWN, "there is no list of logs to hold the leaf's SCTs against"),
              path));
    }
    Found found = new Found(verifier);
    try {
      found.readAll(path.leaf(), path.at(1), list.get(), time);
    } catch (RuntimeException e) {
      // what the reader does not understand are no SCTs, and the policy asks for some
      found.faults.add("the list of SCTs is malformed: " + ReaderWords.of(e));
    }
    return found.shortage(policy).map(violation -> located(violation, path)).stream().toList();
  }

  private static Violation located(Violation violation, CandidatePath path) {
    return violation.at(0, path.leaf().subjectText());
  }

  /** The SCTs that count, and why others do not. */
  private static final class Found {

    private final Map<String, String> operatorByLog = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final SignatureVerifier verifier;
    private boolean anyTrustedToday;

    Found(SignatureVerifier verifier) {
      this.verifier = verifier;
    }

    void readAll(ParsedCertificate leaf, ParsedCertificate issuer, LogList list, Instant time) {
      Precertificate precertificate = new Precertificate(leaf, issuer);
      for (EmbeddedTimestamp timestamp :
          Precertificate.timestampsOf(leaf).stream().limit(MOST_TIMESTAMPS).toList()) {
        Optional<TransparencyLog> log = list.withId(timestamp.logId());
        if (log.isEmpty()) {
          faults.add("the log %s is not in the list".formatted(timestamp.logId()));
          continue;
        }
        Optional<String> fault = fault(timestamp, log.get(), leaf, precertificate, time);
        if (fault.isPresent()) {
          faults.add("the SCT of %s %s".formatted(log.get().description(), fault.get()));
        } else {
          operatorByLog.put(log.get().id(), log.get().operatorAt(timestamp.timestamp()));
          anyTrustedToday |= log.get().state().isTrusted();
        }
      }
    }

    private Optional<String> fault(
        EmbeddedTimestamp timestamp,
        TransparencyLog log,
        ParsedCertificate leaf,
        Precertificate precertificate,
        Instant time) {
      if (!log.state().counts(timestamp.timestamp())) {
        return Optional.of(
            "does not count: the log is %s since %s"
                .formatted(log.state().kind().key(), log.state().since()));
      }
      if (timestamp.timestamp().isAfter(time)) {
        return Optional.of("is from the future, " + timestamp.timestamp());
      }
      if (log.interval().filter(interval -> !interval.contains(leaf.notAfter())).isPresent()) {
        return Optional.of("does not count: the log does not take certificates that end then");
      }
      return precertificate.isSigned(timestamp, log.key(), verifier)
          ? Optional.empty()
          : Optional.of("is not signed with the log's key");
    }

    Optional<Violation> shortage(TransparencyPolicy policy) {
      Set<String> operators = new HashSet<>(operatorByLog.values());
      int logs = operatorByLog.size();
      if (logs >= policy.minimumScts()
          && operators.size() >= policy.minimumOperators()
          && anyTrustedToday) {
        return Optional.empty();
      }
      StringBuilder message = new StringBuilder("the leaf has ");
      message.append(
          "%d valid SCTs of different logs, by %d operators".formatted(logs, operators.size()));
      if (logs > 0 && !anyTrustedToday) {
        message.append(", none of a log that is trusted today");
      }
      faults.forEach(fault -> message.append("; ").append(fault));
      return Optional.of(
          Violation.of(CT_INSUFFICIENT, message.toString())
              .measured(
                  "%d SCTs, %d operators".formatted(logs, operators.size()),
                  "%d SCTs, %d operators"
                      .formatted(policy.minimumScts(), policy.minimumOperators())));
    }
  }
}
