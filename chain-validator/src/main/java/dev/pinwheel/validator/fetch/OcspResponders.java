package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.OcspAnswer;
import dev.pinwheel.chain.revocation.OcspAnswerReader;
import dev.pinwheel.chain.revocation.OcspQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks OCSP responders that an operator configured, in their order, until one answers (RFC 6960
 * appendix A). An answer is remembered for ten minutes and a failure for one.
 */
public final class OcspResponders implements RevocationSource {

  static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_REMEMBERED = 1000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(OcspResponders.class);

  private final BoundedHttp http;
  private final List<HttpUrl> responders;
  private final RandomGenerator random;
  private final ExpiringCache<Asked, Optional<OcspAnswer>> cache =
      new ExpiringCache<>(MOST_REMEMBERED);

  private record Asked(ParsedCertificate certificate, ParsedCertificate issuer) {}

  /**
   * Responders.
   *
   * @param random source of nonces
   */
  public OcspResponders(BoundedHttp http, List<HttpUrl> responders, RandomGenerator random) {
    this.http = http;
    this.responders = List.copyOf(responders);
    this.random = random;
  }

  @Override
  public EvidenceSet about(ParsedCertificate certificate, ParsedCertificate issuer, Instant now) {
    Asked asked = new Asked(certificate, issuer);
    Optional<Optional<OcspAnswer>> before = cache.get(asked, now);
    if (before.isPresent()) {
      return evidence(before.get());
    }
    Optional<OcspAnswer> answer =
        responders.stream()
            .flatMap(responder -> ask(responder, certificate, issuer).stream())
            .findFirst();
    cache.put(asked, answer, now.plus(answer.isPresent() ? REMEMBERED : FAILURE_REMEMBERED));
    return evidence(answer);
  }

  private Optional<OcspAnswer> ask(
      HttpUrl responder, ParsedCertificate certificate, ParsedCertificate issuer) {
    try {
      OcspQuestion question = OcspQuestion.about(certificate, issuer, random);
      OcspAnswer answer =
          OcspAnswerReader.read(
              http.post(responder, OcspQuestion.CONTENT_TYPE, question.der(), MOST_BYTES));
      if (!question.isAnsweredBy(answer)) {
        throw new MalformedEvidenceException(
            "the response has another nonce than the question (RFC 9654)");
      }
      return Optional.of(answer);
    } catch (FetchFailedException | MalformedEvidenceException e) {
      LOG.warn("no OCSP response from {}: {}", responder, e.getMessage());
      return Optional.empty();
    }
  }

  private static EvidenceSet evidence(Optional<OcspAnswer> answer) {
    return new EvidenceSet(List.of(), answer.stream().toList());
  }
}
