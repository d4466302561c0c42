package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** What an event says about a target's pins. Pins are base64 SHA-256 digests. */
public sealed interface PinFact {

  /** The pins that are active from now on; empty where none is known. */
  record Active(Set<String> pins) implements PinFact {
    public Active {
      pins = Set.copyOf(pins);
    }
  }

  /**
   * One observation.
   *
   * @param pins of every presented certificate, both of the certificate and of its key; empty where
   *     nothing was seen
   */
  record Presented(Set<String> pins) implements PinFact {
    public Presented {
      pins = Set.copyOf(pins);
    }
  }

  /**
   * The fact in an event, if it has one. A read-back shows the pins that the platform stores, which
   * match themselves, and is no observation. Of a source that this version does not know nothing
   * can be said: it counts as an observation that saw nothing, so that its verdict is unknown.
   */
  static Optional<PinFact> of(SpecificRecord event) {
    return switch (event) {
      case ApiApplied applied -> Optional.of(new Active(given(applied.getActivePins().stream())));
      case PinObserved observed ->
          switch (observed.getSource()) {
            case HANDSHAKE -> Optional.of(new Presented(pins(observed.getPresented())));
            case UNKNOWN -> Optional.of(new Presented(Set.of()));
            case READ_BACK -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Set<String> pins(List<PinPair> presented) {
    return given(
        presented.stream()
            .map(pair -> List.of(pair.getCertificatePin(), pair.getSpkiPin()))
            .flatMap(Collection::stream));
  }

  /** A pin left blank is missing: two of them are no match. */
  private static Set<String> given(Stream<String> pins) {
    return pins.filter(pin -> !pin.isBlank()).collect(Collectors.toUnmodifiableSet());
  }
}
