package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.schemas.Target;
import java.util.Optional;

/**
 * A trunk of an edge as the platform answers it, with what its edge says.
 *
 * @param document the whole resource: a write replaces it
 * @param chain the certificate bundle
 * @param misfit why no rotation can work there; empty where one can
 * @param version the answer's {@code ETag}
 */
public record EdgeTrunkState(
    ObjectNode document,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    Optional<Failure> misfit,
    Registration registration,
    Optional<String> version)
    implements ChainState {

  /** The mode in which an edge authenticates a carrier by its certificate. */
  private static final String MUTUAL_TLS = "mutual_tls";

  /** A trunk in any other status registers with nothing, or silently not at all. */
  private static final String ACTIVE = "Active";

  /** Where an edge is: what its trunks have to agree with. */
  record Edge(Optional<String> region, Optional<String> group) {
    static Edge of(String id, Reaction.Done done) throws MalformedAnswerException {
      AnswerFields answer = new AnswerFields(done.body());
      answer.require("id", id);
      return new Edge(answer.text("region"), answer.text("edgeGroupId"));
    }
  }

  static EdgeTrunkState of(Target target, Edge edge, Reaction.Done done)
      throws MalformedAnswerException {
    AnswerFields answer = new AnswerFields(done.body());
    answer.require("id", target.getId());
    return new EdgeTrunkState(
        done.body().deepCopy(),
        answer.chain("certificateBundle"),
        answer.text("certificateHash"),
        misfit(target, edge, answer),
        Registration.of(answer),
        done.version());
  }

  @Override
  public Optional<Failure> unfit() {
    return misfit;
  }

  private static Optional<Failure> misfit(Target target, Edge edge, AnswerFields trunk)
      throws MalformedAnswerException {
    Optional<String> region = trunk.text("region");
    Optional<String> wanted = Optional.of(target.getRegion());
    if (!region.equals(wanted) || !edge.region().equals(wanted)) {
      return no(
          FailureCode.EDGE_REGION_MISMATCH,
          "asked for %s, the trunk is in %s and its edge in %s"
              .formatted(target.getRegion(), said(region), said(edge.region())));
    }
    Optional<String> group = trunk.text("edgeGroupId");
    if (group.isEmpty() || !group.equals(edge.group())) {
      return no(
          FailureCode.EDGE_GROUP_MISMATCH,
          "the trunk is of the group %s, its edge of %s"
              .formatted(said(group), said(edge.group())));
    }
    Optional<String> status = trunk.text("sipTrunkStatus");
    if (!status.equals(Optional.of(ACTIVE))) {
      return no(FailureCode.TRUNK_NOT_ACTIVE, "sipTrunkStatus is " + said(status));
    }
    Optional<String> mode = trunk.text("authenticationMode");
    return mode.equals(Optional.of(MUTUAL_TLS))
        ? Optional.empty()
        : no(FailureCode.AUTHENTICATION_MODE_UNSUITABLE, "authenticationMode is " + said(mode));
  }

  private static String said(Optional<String> text) {
    return text.orElse("unknown");
  }

  private static Optional<Failure> no(FailureCode code, String message) {
    return Optional.of(Failure.of(code, message));
  }
}
