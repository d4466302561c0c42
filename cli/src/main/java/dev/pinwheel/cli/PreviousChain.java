package dev.pinwheel.cli;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a target held before a rotation.
 *
 * @param chain PEM, leaf first
 * @param credentials for a DATA_ACTION_ENDPOINT, what the platform's credential store calls it
 * @param appliedBy the earlier rotation whose chain this is; empty where the rotation's own end
 *     tells the chain
 */
record PreviousChain(
    String chain, Optional<CredentialReferences> credentials, Optional<UUID> appliedBy) {

  /**
   * Events of one target, each list in the order of its topic.
   *
   * @param applied {@code api-applied}
   * @param failed {@code rotation-failed}
   * @param validated {@code chain-validated}
   */
  record History(
      List<ApiApplied> applied, List<RotationFailed> failed, List<ChainValidated> validated) {

    Optional<ChainValidated> validated(UUID rotation) {
      return validated.stream().filter(event -> event.getRotationId().equals(rotation)).findFirst();
    }
  }

  /** How a rotation ended at the executor, as far as it matters here. */
  private record End(
      Instant at,
      Optional<String> previousChain,
      Optional<CredentialReferences> credentials,
      Optional<String> fallbackPin) {}

  /**
   * What a rotation replaced, as its own end tells it. A crash between the write and that end makes
   * the executor forget it: then it is the chain of the rotation that was applied before, unless
   * the platform told that another leaf was replaced, or it was the same leaf.
   */
  static Optional<PreviousChain> of(UUID rotation, History history) {
    Optional<End> end = end(rotation, history);
    if (end.isEmpty()) {
      return Optional.empty();
    }
    if (end.get().previousChain().isPresent()) {
      return end.get()
          .previousChain()
          .map(chain -> new PreviousChain(chain, end.get().credentials(), Optional.empty()));
    }
    Optional<String> leaf = history.validated(rotation).map(ChainValidated::getPrimaryPin);
    return history.applied().stream()
        .filter(event -> event.getOccurredAt().isBefore(end.get().at()))
        .filter(event -> !event.getRotationId().equals(rotation))
        .max(Comparator.comparing(ApiApplied::getOccurredAt))
        .filter(before -> end.get().fallbackPin().map(before.getPrimaryPin()::equals).orElse(true))
        .filter(before -> !leaf.equals(Optional.of(before.getPrimaryPin())))
        .flatMap(before -> history.validated(before.getRotationId()))
        .map(
            before ->
                new PreviousChain(
                    before.getCertificateChain(),
                    Optional.ofNullable(before.getCredentials()),
                    Optional.of(before.getRotationId())));
  }

  private static Optional<End> end(UUID rotation, History history) {
    return history.applied().stream()
        .filter(event -> event.getRotationId().equals(rotation))
        .findFirst()
        .map(
            event ->
                new End(
                    event.getOccurredAt(),
                    Optional.ofNullable(event.getPreviousChain()),
                    Optional.ofNullable(event.getPreviousCredentials()),
                    Optional.ofNullable(event.getFallbackPin())))
        .or(
            () ->
                history.failed().stream()
                    .filter(event -> event.getRotationId().equals(rotation))
                    .filter(event -> event.getStage() == FailedStage.API_EXECUTOR)
                    .findFirst()
                    .map(
                        event ->
                            new End(
                                event.getOccurredAt(),
                                Optional.ofNullable(event.getPreviousChain()),
                                Optional.ofNullable(event.getPreviousCredentials()),
                                Optional.ofNullable(event.getFallbackPin()))));
  }
}
