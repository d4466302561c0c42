package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Data Action endpoint as the platform answers it.
 *
 * @param exists false for one that is to be created
 * @param document the whole resource: a write replaces it
 * @param url where calls go
 * @param chain the chain behind the certificate's reference
 * @param certificateId the reference itself
 * @param privateKeyId reference of the key
 * @param authoritiesId reference of the authorities of its own certificate
 * @param violations settings that fail later
 * @param version the answer's {@code ETag}
 */
public record DataActionState(
    boolean exists,
    ObjectNode document,
    URI url,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    Optional<String> certificateId,
    Optional<String> privateKeyId,
    Optional<String> authoritiesId,
    List<Violation> violations,
    Optional<String> version)
    implements ChainState {

  public DataActionState {
    violations = List.copyOf(violations);
  }

  static DataActionState of(String id, Reaction.Done done) throws MalformedAnswerException {
    AnswerFields answer = new AnswerFields(done.body());
    answer.require("id", id);
    AnswerFields references = answer.in("mutualTls");
    return new DataActionState(
        true,
        done.body().deepCopy(),
        url(answer.text("url").orElse("")),
        references.chain("certificateChain"),
        references.text("certificateHash"),
        references.text("clientCertificateId"),
        references.text("privateKeyId"),
        references.text("caCertificateId"),
        EndpointSettings.violations(done.body()),
        done.version());
  }

  /**
   * One that is not there yet, with the settings that it is going to have.
   *
   * @throws IllegalArgumentException where its URL is none; the intake takes no such request
   */
  static DataActionState absent(NewEndpoint wanted) {
    ObjectNode settings = EndpointCreation.settings(wanted);
    return new DataActionState(
        false,
        settings,
        URI.create(wanted.getUrl()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EndpointSettings.violations(settings),
        Optional.empty());
  }

  @Override
  public Optional<CredentialReferences> credentials() {
    return certificateId.flatMap(
        certificate ->
            privateKeyId.map(
                key -> new CredentialReferences(certificate, key, authoritiesId.orElse(null))));
  }

  @Override
  public Optional<Failure> unfit() {
    if (violations.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            FailureCode.ENDPOINT_SETTINGS_UNSAFE,
            violations.stream().map(Violation::getCode).collect(Collectors.joining(", ")),
            Failure.Trail.NONE,
            violations));
  }

  @Override
  public boolean holds(RotationPlan plan, PinSet pins) {
    return ChainState.super.holds(plan, pins)
        && plan.credentials()
            .filter(wanted -> Optional.of(wanted.getClientCertificateId()).equals(certificateId))
            .filter(wanted -> Optional.of(wanted.getPrivateKeyId()).equals(privateKeyId))
            .filter(
                wanted ->
                    wanted.getCaCertificateId() == null
                        || Optional.of(wanted.getCaCertificateId()).equals(authoritiesId))
            .isPresent();
  }

  private static URI url(String text) throws MalformedAnswerException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new MalformedAnswerException("url is no URL", e);
    }
  }
}
