package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetCheck;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code GET} and {@code PUT} of {@code /api/v2/data/management/endpoints/{id}}, and {@code POST}
 * of the collection for one that is not there and that the request wants. Certificate and key were
 * uploaded before; what is written are references to them. Where this process can reach the key,
 * the endpoint itself is shown the new certificate before the switch and after it.
 */
public final class DataActionProtocol implements TargetProtocol<DataActionState> {

  private static final List<String> ENDPOINTS =
      List.of("api", "v2", "data", "management", "endpoints");
  private static final String PERMISSION = "data:management:endpoints:write";

  private final ClientKeys keys;
  private final HandshakeProbe probe;

  public DataActionProtocol(ClientKeys keys, HandshakeProbe probe) {
    this.keys = keys;
    this.probe = probe;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.DATA_ACTION_ENDPOINT;
  }

  @Override
  public Reading<DataActionState> read(PlatformCalls calls, Target target)
      throws InterruptedException {
    return ResourceCalls.isId(target.getId())
        ? ResourceCalls.read(
            calls, path(target), PERMISSION, done -> DataActionState.of(target.getId(), done))
        : ResourceCalls.noSuch("Data Action endpoint");
  }

  @Override
  public Optional<DataActionState> absent(RotationPlan plan) {
    return ResourceCalls.isId(plan.target().getId())
        ? plan.newEndpoint().map(DataActionState::absent)
        : Optional.empty();
  }

  @Override
  public Gate beforeWrite(PlatformCalls calls, RotationPlan plan, DataActionState read)
      throws InterruptedException {
    Optional<Failure> refusal = BackupPins.refused(plan);
    if (refusal.isPresent()) {
      return new Gate.Closed(refusal.get());
    }
    if (plan.newEndpoint().filter(wanted -> !isAt(wanted.getUrl(), read)).isPresent()) {
      return closed(
          FailureCode.DRIFT_DETECTED,
          "there is an endpoint of this id with the URL %s, and one with %s was to be created"
              .formatted(read.url(), plan.newEndpoint().get().getUrl()));
    }
    if (plan.credentials().isEmpty()) {
      return closed(FailureCode.CREDENTIAL_REFERENCES_MISSING, "the request has no credentials");
    }
    String certificateId = plan.credentials().get().getClientCertificateId();
    if (!ResourceCalls.isId(certificateId)) {
      return closed(FailureCode.CREDENTIAL_REFERENCE_MISMATCH, "no certificate's id looks so");
    }
    Reading<Optional<CertificateChain>> stored =
        ResourceCalls.read(
            calls,
            List.of("api", "v2", "data", "management", "credentials", certificateId),
            PERMISSION,
            done -> {
              AnswerFields answer = new AnswerFields(done.body());
              answer.require("id", certificateId);
              return answer.chain("certificateChain");
            });
    return switch (stored) {
      case Reading.NotRead<Optional<CertificateChain>> not -> notStored(not.reaction());
      case Reading.Found<Optional<CertificateChain>> found ->
          found.state().filter(plan.chain()::isSameAs).isPresent()
              ? shake(plan, read.url(), "mtls-handshake-before", false)
              : closed(
                  FailureCode.CREDENTIAL_REFERENCE_MISMATCH,
                  "the store's %s has the leaf %s, the validated chain %s"
                      .formatted(
                          certificateId,
                          found.state().map(it -> it.leafPin().base64()).orElse("none"),
                          plan.primary()));
    };
  }

  @Override
  public Reaction write(PlatformCalls calls, RotationPlan plan, DataActionState read, PinSet pins)
      throws InterruptedException {
    CredentialReferences wanted = plan.credentials().orElseThrow();
    ObjectNode body = read.document().deepCopy();
    body.put("securityType", "mutual_tls");
    ObjectNode references = body.withObject("/mutualTls");
    references.put("clientCertificateId", wanted.getClientCertificateId());
    references.put("privateKeyId", wanted.getPrivateKeyId());
    Optional.ofNullable(wanted.getCaCertificateId())
        .ifPresent(id -> references.put("caCertificateId", id));
    // What the platform derives from the references is not ours to write.
    references.remove(List.of("certificateChain", "certificateHash"));
    if (!read.exists()) {
      return EndpointCreation.send(calls, plan, ENDPOINTS, body, PERMISSION);
    }
    return ResourceCalls.write(
        calls, Method.PUT, path(plan.target()), plan, read.version(), body, PERMISSION);
  }

  @Override
  public Gate afterWrite(PlatformCalls calls, RotationPlan plan, DataActionState held) {
    return shake(plan, held.url(), "mtls-handshake-after", true);
  }

  private Gate shake(RotationPlan plan, URI url, String check, boolean switched) {
    String keyId = plan.credentials().orElseThrow().getPrivateKeyId();
    Optional<Secret> pem;
    try {
      pem = keys.pem(keyId);
    } catch (IllegalArgumentException e) {
      return closed(
          FailureCode.PRIVATE_KEY_UNUSABLE, "key %s: %s".formatted(keyId, e.getMessage()));
    }
    if (pem.isEmpty()) {
      return new Gate.Open(
          List.of(TargetCheck.notChecked(check, "data.action.keys names no key " + keyId)));
    }
    return switch (ClientKey.read(pem.get(), plan.chain())) {
      case ClientKey.Unusable(Failure failure) ->
          closed(failure.code(), "key %s: %s".formatted(keyId, failure.message()));
      case ClientKey.Usable usable ->
          judged(probe.shake(url, plan.chain(), usable.key()), url, check, switched);
    };
  }

  static Gate judged(Handshake handshake, URI url, String check, boolean switched) {
    return switch (handshake) {
      case Handshake.Accepted(String detail) ->
          new Gate.Open(List.of(TargetCheck.passed(check, url.getAuthority() + ": " + detail)));
      case Handshake.Unclear(String reason) ->
          new Gate.Open(List.of(TargetCheck.notChecked(check, url.getAuthority() + ": " + reason)));
      case Handshake.NotAsked(String reason) ->
          refused(FailureCode.ENDPOINT_ASKS_NO_CERTIFICATE, reason, url, switched);
      case Handshake.AsksTooLate(String reason) ->
          refused(FailureCode.ENDPOINT_ASKS_TOO_LATE, reason, url, switched);
      case Handshake.Refused(String reason) ->
          refused(FailureCode.MTLS_HANDSHAKE_REFUSED, reason, url, switched);
      case Handshake.NotTrusted(String reason) ->
          refused(FailureCode.ENDPOINT_NOT_TRUSTED, reason, url, switched);
      case Handshake.NoTls(String reason) ->
          refused(FailureCode.ENDPOINT_SPEAKS_NO_TLS, reason, url, switched);
      case Handshake.NoCommonVersion(String reason) ->
          refused(FailureCode.ENDPOINT_TLS_VERSION_UNSUPPORTED, reason, url, switched);
      case Handshake.TooSlow(String reason) ->
          later(FailureCode.ENDPOINT_TOO_SLOW, reason, url, switched);
      case Handshake.Unreachable(String reason) ->
          later(FailureCode.ENDPOINT_UNREACHABLE, reason, url, switched);
    };
  }

  private static Gate refused(FailureCode code, String reason, URI url, boolean switched) {
    return closed(switched(code, switched), "%s: %s".formatted(url, reason));
  }

  private static Gate later(FailureCode before, String reason, URI url, boolean switched) {
    FailureCode code = switched(before, switched);
    return Gate.NotYet.until(
        code,
        "the endpoint does not answer",
        () -> Failure.of(code, "%s: %s".formatted(url, reason)));
  }

  /** Once the platform was changed, that is what an operator has to know first. */
  private static FailureCode switched(FailureCode before, boolean switched) {
    return switched ? FailureCode.MTLS_FAILED_AFTER_SWITCH : before;
  }

  private static Gate notStored(Reaction reaction) {
    return reaction instanceof Reaction.Refused refused
            && refused.failure().code() == FailureCode.TARGET_NOT_FOUND
        ? closed(
            FailureCode.CREDENTIAL_REFERENCE_MISMATCH,
            "the credential store has no such certificate: " + refused.failure().message())
        : new Gate.NotRead(reaction);
  }

  private static Gate closed(FailureCode code, String message) {
    return new Gate.Closed(Failure.of(code, message));
  }

  private static boolean isAt(String url, DataActionState read) {
    return read.url().toString().equals(url);
  }

  private static List<String> path(Target target) {
    return Stream.concat(ENDPOINTS.stream(), Stream.of(target.getId())).toList();
  }
}
