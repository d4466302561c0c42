package dev.pinwheel.runtime;

import dev.pinwheel.schemas.Topic;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the engine to handle each identity once. Identities that were handled are kept in a ledger
 * topic, written in the same transaction as the outputs; its partitions are those of the input. A
 * repeat with the same fingerprint is dropped and counted; one with another fingerprint is
 * quarantined as {@code ROTATION_ID_REUSED}.
 *
 * @param identity what is handled once, such as target and rotationId
 * @param fingerprint what a repeat must agree in: a digest over everything but ids and times that
 *     differ between repeats of the same request
 * @param ledger compacted topic with as many partitions as the input topic has in the catalogue
 * @param order where records of one target may lie in any partition; empty where repeats are known
 *     to lie in the partition of what they repeat
 */
public record Deduplication<I>(
    Function<I, String> identity,
    Function<I, byte[]> fingerprint,
    Topic ledger,
    Optional<TargetOrder<I>> order) {

  /** Where repeats lie in the partition of what they repeat. */
  public Deduplication(
      Function<I, String> identity, Function<I, byte[]> fingerprint, Topic ledger) {
    this(identity, fingerprint, ledger, Optional.empty());
  }
}
