package dev.pinwheel.executor.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.Failure.Trail;
import java.time.Duration;
import java.util.Optional;

/** What has to be done about the answer to a call. */
public sealed interface Reaction {

  /**
   * It was done.
   *
   * @param body the JSON of the answer; a missing node where a write was answered without body
   * @param version the resource's {@code ETag}, where the platform gives one
   */
  record Done(JsonNode body, Optional<String> version, Trail trail) implements Reaction {}

  /** The token was refused: get another one, once. */
  record Unauthorized(String message, Trail trail) implements Reaction {}

  /**
   * Too many requests: nothing was done.
   *
   * @param asked how long the platform wants us to wait, where it says so
   */
  record Throttled(Optional<Duration> asked, Trail trail) implements Reaction {}

  /**
   * A read failed, or the outcome of a write is unknown: try again after a while, beginning with a
   * read.
   *
   * @param last the failure, should this have been the last try
   * @param asked how long the platform wants us to wait, where it says so
   */
  record Again(Failure last, Optional<Duration> asked) implements Reaction {}

  /** The target is not as it was when it was read: read and decide anew. */
  record Conflict(String message, Trail trail) implements Reaction {}

  /** No repetition can help. */
  record Refused(Failure failure) implements Reaction {}
}
