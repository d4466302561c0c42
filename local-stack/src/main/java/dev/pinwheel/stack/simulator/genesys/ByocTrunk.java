package dev.pinwheel.stack.simulator.genesys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A trunk to a carrier that the customer brought, as the platform stores its credentials.
 *
 * @param sipCredentialsRef where its SIP credentials are; they themselves are nowhere here
 * @param peers the trunks that it fails over to, or that fail over to it
 * @param failoverActive whether calls go over the failover path now
 * @param boundHash certificate hash that outbound routing is bound to
 * @param requiredIssuer common name that the leaf's issuer must have by the policy template
 * @param changedAt when the chain was changed last: from then on the trunk registers anew
 * @param health how that goes
 */
public record ByocTrunk(
    String id,
    String region,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    Optional<String> serviceId,
    String sipCredentialsRef,
    List<String> peers,
    boolean failoverActive,
    Optional<String> boundHash,
    Optional<String> requiredIssuer,
    Optional<Instant> changedAt,
    Health health,
    long version)
    implements PlatformResource<ByocTrunk> {

  /**
   * How a trunk's health behaves.
   *
   * @param returnsAfter time that it takes to be healthy again after a change; empty: never
   * @param failing what is wrong with it whatever it holds, such as {@code NO_REGISTRATION}
   */
  public record Health(Optional<Duration> returnsAfter, Optional<String> failing) {
    public static final Health QUICK =
        new Health(Optional.of(Duration.ofMillis(100)), Optional.empty());
    public static final Health NEVER_RETURNS = new Health(Optional.empty(), Optional.empty());

    public static Health failing(String reason) {
      return new Health(QUICK.returnsAfter(), Optional.of(reason));
    }
  }

  public ByocTrunk {
    ResourceIds.check(id);
    peers = List.copyOf(peers);
  }

  /** A healthy trunk without failover peers. */
  public static ByocTrunk serving(String id, String region, CertificateChain chain) {
    return new ByocTrunk(
        id,
        region,
        Optional.of(chain),
        Optional.of(chain.leafPin()),
        Optional.empty(),
        "vault/sip/" + id,
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Health.QUICK,
        1);
  }

  public ByocTrunk withPeers(String... trunks) {
    return new ByocTrunk(
        id,
        region,
        chain,
        storedHash,
        serviceId,
        sipCredentialsRef,
        List.of(trunks),
        failoverActive,
        boundHash,
        requiredIssuer,
        changedAt,
        health,
        version);
  }

  /** The failover window opens or closes; while it is open, routing is bound to a hash. */
  public ByocTrunk withFailover(boolean active, Optional<String> bound) {
    return new ByocTrunk(
        id,
        region,
        chain,
        storedHash,
        serviceId,
        sipCredentialsRef,
        peers,
        active,
        bound,
        requiredIssuer,
        changedAt,
        health,
        version);
  }

  /** The policy template asks for a leaf of this issuer (common name). */
  public ByocTrunk withRequiredIssuer(String commonName) {
    return new ByocTrunk(
        id,
        region,
        chain,
        storedHash,
        serviceId,
        sipCredentialsRef,
        peers,
        failoverActive,
        boundHash,
        Optional.of(commonName),
        changedAt,
        health,
        version);
  }

  public ByocTrunk withHealth(Health behaviour) {
    return new ByocTrunk(
        id,
        region,
        chain,
        storedHash,
        serviceId,
        sipCredentialsRef,
        peers,
        failoverActive,
        boundHash,
        requiredIssuer,
        changedAt,
        behaviour,
        version);
  }

  /** A new chain from now on; with the same one nothing happens. */
  ByocTrunk serving(CertificateChain next, Optional<String> service, Instant now) {
    boolean same = chain.filter(next::equals).isPresent();
    return new ByocTrunk(
        id,
        region,
        Optional.of(next),
        Optional.of(next.leafPin()),
        service,
        sipCredentialsRef,
        peers,
        failoverActive,
        boundHash,
        requiredIssuer,
        same ? changedAt : Optional.of(now),
        health,
        version);
  }

  ByocTrunk withStoredHash(String hash) {
    return new ByocTrunk(
        id,
        region,
        chain,
        Optional.of(hash),
        serviceId,
        sipCredentialsRef,
        peers,
        failoverActive,
        boundHash,
        requiredIssuer,
        changedAt,
        health,
        version);
  }

  @Override
  public ByocTrunk withVersion(long number) {
    return new ByocTrunk(
        id,
        region,
        chain,
        storedHash,
        serviceId,
        sipCredentialsRef,
        peers,
        failoverActive,
        boundHash,
        requiredIssuer,
        changedAt,
        health,
        number);
  }

  /** HEALTHY, CHECKING or UNHEALTHY. */
  String statusAt(Instant now) {
    if (health.failing().isPresent()) {
      return "UNHEALTHY";
    }
    boolean back =
        changedAt.isEmpty()
            || health
                .returnsAfter()
                .filter(it -> !now.isBefore(changedAt.get().plus(it)))
                .isPresent();
    return back ? "HEALTHY" : "CHECKING";
  }
}
