package dev.pinwheel.stack.simulator.genesys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A trunk to a carrier that the customer brought, as the platform stores its credentials.
 *
 * @param stored what writes change
 * @param requiredIssuer common name that the leaf's issuer must have by the policy template
 * @param health how its health behaves after a change
 */
public record ByocTrunk(
    String id,
    String region,
    Stored stored,
    Failover failover,
    Optional<String> requiredIssuer,
    Health health,
    long version)
    implements PlatformResource<ByocTrunk> {

  /**
   * What writes change.
   *
   * @param sipCredentialsRef where its SIP credentials are; they themselves are nowhere here
   * @param changedAt when the chain was changed last: from then on the trunk registers anew
   */
  record Stored(
      Optional<CertificateChain> chain,
      Optional<String> hash,
      Optional<String> serviceId,
      String sipCredentialsRef,
      Optional<Instant> changedAt) {}

  /**
   * Where its calls go without it.
   *
   * @param peers the trunks that it fails over to, or that fail over to it
   * @param active whether calls go over the failover path now
   * @param boundHash certificate hash that outbound routing is bound to
   */
  record Failover(List<String> peers, boolean active, Optional<String> boundHash) {
    static final Failover NONE = new Failover(List.of(), false, Optional.empty());

    Failover {
      peers = List.copyOf(peers);
    }
  }

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
  }

  /** A healthy trunk without failover peers. */
  public static ByocTrunk serving(String id, String region, CertificateChain chain) {
    Stored stored =
        new Stored(
            Optional.of(chain),
            Optional.of(chain.leafPin()),
            Optional.empty(),
            "vault/sip/" + id,
            Optional.empty());
    return new ByocTrunk(id, region, stored, Failover.NONE, Optional.empty(), Health.QUICK, 1);
  }

  public ByocTrunk withPeers(String... trunks) {
    return with(new Failover(List.of(trunks), failover.active(), failover.boundHash()));
  }

  /** The failover window opens or closes; while it is open, routing is bound to a hash. */
  public ByocTrunk withFailover(boolean active, Optional<String> bound) {
    return with(new Failover(failover.peers(), active, bound));
  }

  private ByocTrunk with(Failover other) {
    return new ByocTrunk(id, region, stored, other, requiredIssuer, health, version);
  }

  /** The policy template asks for a leaf of this issuer (common name). */
  public ByocTrunk withRequiredIssuer(String commonName) {
    return new ByocTrunk(id, region, stored, failover, Optional.of(commonName), health, version);
  }

  public ByocTrunk withHealth(Health behaviour) {
    return new ByocTrunk(id, region, stored, failover, requiredIssuer, behaviour, version);
  }

  @Override
  public ByocTrunk withVersion(long number) {
    return new ByocTrunk(id, region, stored, failover, requiredIssuer, health, number);
  }

  /** A new chain from now on; with the same one nothing happens. */
  ByocTrunk serving(CertificateChain next, Optional<String> service, Instant now) {
    boolean same = chain().filter(next::equals).isPresent();
    return with(
        new Stored(
            Optional.of(next),
            Optional.of(next.leafPin()),
            service,
            stored.sipCredentialsRef(),
            same ? stored.changedAt() : Optional.of(now)));
  }

  ByocTrunk withStoredHash(String hash) {
    return with(
        new Stored(
            chain(),
            Optional.of(hash),
            stored.serviceId(),
            stored.sipCredentialsRef(),
            stored.changedAt()));
  }

  private ByocTrunk with(Stored other) {
    return new ByocTrunk(id, region, other, failover, requiredIssuer, health, version);
  }

  @Override
  public Optional<CertificateChain> chain() {
    return stored.chain();
  }

  /** HEALTHY, CHECKING or UNHEALTHY. */
  String statusAt(Instant now) {
    if (health.failing().isPresent()) {
      return "UNHEALTHY";
    }
    boolean back =
        stored.changedAt().isEmpty()
            || health
                .returnsAfter()
                .filter(it -> !now.isBefore(stored.changedAt().get().plus(it)))
                .isPresent();
    return back ? "HEALTHY" : "CHECKING";
  }
}
