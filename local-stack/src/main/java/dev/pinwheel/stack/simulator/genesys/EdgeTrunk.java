package dev.pinwheel.stack.simulator.genesys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A trunk of an edge, as the platform stores it.
 *
 * @param place where it says that it is; an edge elsewhere does not recognise its bundle
 * @param status {@code Active}; in any other one its registrations are refused without a reason
 * @param authenticationMode {@code mutual_tls} where a certificate is what counts
 * @param chain the certificate bundle
 * @param registration the last attempt
 * @param behaviour how attempts go
 */
public record EdgeTrunk(
    String id,
    String name,
    Edge place,
    String status,
    String authenticationMode,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    Registration registration,
    Behaviour behaviour,
    long version)
    implements PlatformResource<EdgeTrunk> {

  /**
   * The last attempt to register.
   *
   * @param hash of the leaf that was presented
   * @param at when; the trunk is registered some time later
   */
  record Registration(Optional<String> hash, Optional<Instant> at) {
    static final Registration NONE = new Registration(Optional.empty(), Optional.empty());
  }

  /**
   * How attempts to register go.
   *
   * @param takes how long one takes; empty: it never ends
   * @param needsRoot whether the authority is private, so that the bundle has to bring its root
   * @param refusal why the edge refuses whatever certificate it is given
   */
  public record Behaviour(Optional<Duration> takes, boolean needsRoot, Optional<String> refusal) {
    public static final Behaviour USUAL =
        new Behaviour(Optional.of(Duration.ofMillis(100)), false, Optional.empty());
    public static final Behaviour NEVER_REGISTERS =
        new Behaviour(Optional.empty(), false, Optional.empty());
    public static final Behaviour PRIVATE_AUTHORITY =
        new Behaviour(USUAL.takes(), true, Optional.empty());

    public static Behaviour refusing(String reason) {
      return new Behaviour(USUAL.takes(), false, Optional.of(reason));
    }
  }

  public EdgeTrunk {
    ResourceIds.check(id);
  }

  /** An active trunk that is registered with its bundle. */
  public static EdgeTrunk serving(String id, Edge place, CertificateChain chain) {
    return new EdgeTrunk(
        id,
        "Trunk " + id,
        place,
        "Active",
        "mutual_tls",
        Optional.of(chain),
        Optional.of(chain.leafPin()),
        new Registration(Optional.of(chain.leafPin()), Optional.of(Instant.EPOCH)),
        Behaviour.USUAL,
        1);
  }

  public EdgeTrunk withStatus(String word) {
    return new EdgeTrunk(
        id,
        name,
        place,
        word,
        authenticationMode,
        chain,
        storedHash,
        registration,
        behaviour,
        version);
  }

  /** Says that it is somewhere else than its edge. */
  public EdgeTrunk withPlace(String region, String groupId) {
    return new EdgeTrunk(
        id,
        name,
        new Edge(place.id(), region, groupId),
        status,
        authenticationMode,
        chain,
        storedHash,
        registration,
        behaviour,
        version);
  }

  public EdgeTrunk withAuthenticationMode(String mode) {
    return new EdgeTrunk(
        id, name, place, status, mode, chain, storedHash, registration, behaviour, version);
  }

  public EdgeTrunk withBehaviour(Behaviour other) {
    return new EdgeTrunk(
        id,
        name,
        place,
        status,
        authenticationMode,
        chain,
        storedHash,
        registration,
        other,
        version);
  }

  /** Another bundle; whatever was registered before does not count for it. */
  EdgeTrunk serving(CertificateChain bundle) {
    return new EdgeTrunk(
        id,
        name,
        place,
        status,
        authenticationMode,
        Optional.of(bundle),
        Optional.of(bundle.leafPin()),
        chain.filter(bundle::equals).isPresent() ? registration : Registration.NONE,
        behaviour,
        version);
  }

  EdgeTrunk registering(Instant now) {
    return new EdgeTrunk(
        id,
        name,
        place,
        status,
        authenticationMode,
        chain,
        storedHash,
        new Registration(chain.map(CertificateChain::leafPin), Optional.of(now)),
        behaviour,
        version);
  }

  EdgeTrunk withStoredHash(String hash) {
    return new EdgeTrunk(
        id,
        name,
        place,
        status,
        authenticationMode,
        chain,
        Optional.of(hash),
        registration,
        behaviour,
        version);
  }

  @Override
  public EdgeTrunk withVersion(long number) {
    return new EdgeTrunk(
        id,
        name,
        place,
        status,
        authenticationMode,
        chain,
        storedHash,
        registration,
        behaviour,
        number);
  }

  /** UNREGISTERED, REGISTERING or REGISTERED. */
  String registrationAt(Instant now) {
    if (registration.at().isEmpty()) {
      return "UNREGISTERED";
    }
    return behaviour
            .takes()
            .filter(it -> !now.isBefore(registration.at().get().plus(it)))
            .isPresent()
        ? "REGISTERED"
        : "REGISTERING";
  }
}
