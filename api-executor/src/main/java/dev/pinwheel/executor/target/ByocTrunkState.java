package dev.pinwheel.executor.target;

import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import java.util.List;
import java.util.Optional;

/**
 * A BYOC trunk's credentials as the platform answers them.
 *
 * @param chain the chain that it presents to the carrier
 * @param storedHash certificate hash that routing knows it by
 * @param sipCredentialsRef where its SIP credentials are; never they themselves
 * @param peers the trunks that it fails over to, or that fail over to it
 * @param failoverActive whether calls are routed over the failover path now
 * @param boundHash the certificate hash that outbound routing is bound to meanwhile
 * @param version the answer's {@code ETag}
 */
public record ByocTrunkState(
    String id,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    Optional<String> sipCredentialsRef,
    List<String> peers,
    boolean failoverActive,
    Optional<String> boundHash,
    TrunkHealth health,
    Optional<String> version)
    implements ChainState {

  /** A pool of more trunks than this is no answer of the platform. */
  private static final int MOST_PEERS = 64;

  public ByocTrunkState {
    peers = List.copyOf(peers);
  }

  static ByocTrunkState of(String id, Reaction.Done done) throws MalformedAnswerException {
    AnswerFields answer = new AnswerFields(done.body());
    answer.require("trunkId", id);
    AnswerFields failover = answer.in("failover");
    List<String> peers = failover.texts("peers");
    if (peers.size() > MOST_PEERS || !peers.stream().allMatch(ResourceCalls::isId)) {
      throw new MalformedAnswerException("failover.peers are no trunks of a failover pool");
    }
    return new ByocTrunkState(
        id,
        answer.chain("certificateChain"),
        answer.text("certificateHash"),
        answer.text("sipCredentialsRef"),
        peers,
        !peers.isEmpty() && failover.flag("active"),
        failover.text("boundCertificateHash"),
        TrunkHealth.of(answer),
        done.version());
  }

  @Override
  public Optional<Failure> unfit() {
    return Optional.empty();
  }
}
