package dev.pinwheel.requests.timeline;

import dev.pinwheel.schemas.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as it was seen on a topic, and what it says of the rotation that it belongs to.
 *
 * @param requestedAt when the rotation was asked for
 * @param fingerprint of the request's content; only a request has one
 */
public record Sighting(
    RotationName name,
    Target target,
    Instant requestedAt,
    TimelineEvent event,
    Optional<String> fingerprint) {}
