package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.CertificatePin;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.TargetState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A target's state, said in one line. */
public record StateFixture(
    Optional<Failure> unfit,
    Optional<CertificateChain> chain,
    Optional<String> primaryPin,
    List<String> activePins)
    implements TargetState {

  /** Nothing was ever pinned. */
  public static StateFixture empty() {
    return new StateFixture(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** A leaf is served and pinned, other pins with it. */
  public static StateFixture holding(Certificates.Held served, CertificatePin... others) {
    List<String> active =
        Stream.concat(Stream.of(served.pin()), Stream.of(others))
            .map(CertificatePin::base64)
            .toList();
    return new StateFixture(
        Optional.empty(), Optional.of(served.chain()), Optional.of(served.pin().base64()), active);
  }

  public StateFixture unfit(Failure failure) {
    return new StateFixture(Optional.of(failure), chain, primaryPin, activePins);
  }

  public StateFixture withPrimary(String pin) {
    return new StateFixture(unfit, chain, Optional.of(pin), activePins);
  }

  public StateFixture withoutPrimary() {
    return new StateFixture(unfit, chain, Optional.empty(), activePins);
  }

  public StateFixture serving(CertificateChain other) {
    return new StateFixture(unfit, Optional.of(other), primaryPin, activePins);
  }

  public StateFixture servingNothing() {
    return new StateFixture(unfit, Optional.empty(), primaryPin, activePins);
  }

  public StateFixture withActive(String... pins) {
    return new StateFixture(unfit, chain, primaryPin, List.of(pins));
  }
}
