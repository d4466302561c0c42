package dev.pinwheel.runtime;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells the engine that identity and order go by a target that the value names, whatever key and
 * partition the record came with. A record is handled in its target's home partition, under the
 * target's key, and nowhere else; one that lies elsewhere is written there again, in the
 * transaction that commits its offset. One that was acknowledged before another that was handled
 * and counts is not handled after it.
 *
 * @param target key of the value's target
 * @param requester who asked, to be named in the log where a record does not lie where it belongs
 * @param implausible why a value can never be handled, given when the broker took its record; empty
 *     where it can
 * @param counts whether an answer makes what was acknowledged before it late
 * @param late the answer for a record that is late
 */
public record TargetOrder<I>(
    Function<I, String> target,
    Function<I, String> requester,
    BiFunction<I, Instant, Optional<Outcome.Quarantine>> implausible,
    Predicate<Outcome.Publish> counts,
    Late<I> late) {

  /** Answers instead of the stage. */
  @FunctionalInterface
  public interface Late<I> {

    /**
     * The events that follow from a value that is late.
     *
     * @param acknowledged when the broker took its record
     * @param newest when it took the one that was handled before
     * @param now what the events may tell as their time
     */
    Outcome.Publish answer(I value, Instant acknowledged, Instant newest, Instant now);
  }
}
