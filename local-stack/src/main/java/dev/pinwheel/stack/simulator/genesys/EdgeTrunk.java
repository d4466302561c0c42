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
 * @param behaviour how attempts to register go
 */
public record EdgeTrunk(
    String id,
    String name,
    Edge place,
    String status,
    String authenticationMode,
    Bundle bundle,
    Behaviour behaviour,
    long version)
    implements PlatformResource<EdgeTrunk> {

  /**
   * The certificate bundle.
   *
   * @param hash of its leaf, as the platform stores it
   * @param registration the last attempt
   */
  record Bundle(
      Optional<CertificateChain> chain, Optional<String> hash, Registration registration) {}

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
    Optional<String> leaf = Optional.of(chain.leafPin());
    Bundle bundle =
        new Bundle(Optional.of(chain), leaf, new Registration(leaf, Optional.of(Instant.EPOCH)));
    return new EdgeTrunk(
        id, "Trunk " + id, place, "Active", "mutual_tls", bundle, Behaviour.USUAL, 1);
  }

  public EdgeTrunk withStatus(String word) {
    return new EdgeTrunk(id, name, place, word, authenticationMode, bundle, behaviour, version);
  }

  /** Says that it is somewhere else than its edge. */
  public EdgeTrunk withPlace(String region, String groupId) {
    Edge other = new Edge(place.id(), region, groupId);
    return new EdgeTrunk(id, name, other, status, authenticationMode, bundle, behaviour, version);
  }

  public EdgeTrunk withAuthenticationMode(String mode) {
    return new EdgeTrunk(id, name, place, status, mode, bundle, behaviour, version);
  }

  public EdgeTrunk withBehaviour(Behaviour other) {
    return new EdgeTrunk(id, name, place, status, authenticationMode, bundle, other, version);
  }

  @Override
  public EdgeTrunk withVersion(long number) {
    return new EdgeTrunk(id, name, place, status, authenticationMode, bundle, behaviour, number);
  }

  /** Another bundle; whatever was registered before does not count for it. */
  EdgeTrunk serving(CertificateChain next) {
    boolean same = chain().filter(next::equals).isPresent();
    return with(
        new Bundle(
            Optional.of(next),
            Optional.of(next.leafPin()),
            same ? bundle.registration() : Registration.NONE));
  }

  EdgeTrunk registering(Instant now) {
    Optional<String> leaf = chain().map(CertificateChain::leafPin);
    return with(new Bundle(chain(), bundle.hash(), new Registration(leaf, Optional.of(now))));
  }

  EdgeTrunk withStoredHash(String hash) {
    return with(new Bundle(chain(), Optional.of(hash), bundle.registration()));
  }

  private EdgeTrunk with(Bundle other) {
    return new EdgeTrunk(id, name, place, status, authenticationMode, other, behaviour, version);
  }

  @Override
  public Optional<CertificateChain> chain() {
    return bundle.chain();
  }

  /** UNREGISTERED, REGISTERING or REGISTERED. */
  String registrationAt(Instant now) {
    Registration registration = bundle.registration();
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
