package dev.pinwheel.validator;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The end of a request that was acknowledged before another one of its target which is judged
 * already: applying it now would put an older certificate in the place of the newest asked for. The
 * code is the one with which the executor ends a rotation for the same reason.
 */
final class Superseded {

  static final String CODE = "SUPERSEDED";

  private Superseded() {}

  /**
   * Ends it without a look at its chain.
   *
   * @param acknowledged when the broker took it
   * @param newest when the broker took the newest request of its target that was judged valid
   * @param now time of the event
   */
  static Outcome.Publish end(
      RotationRequested request, Instant acknowledged, Instant newest, Instant now) {
    return new Outcome.Publish(
        List.of(
            Outbound.of(
                Topics.ROTATION_FAILED,
                TargetKey.of(request.getTarget()),
                RotationFailed.newBuilder()
                    .setEventId(
                        EventIds.of(
                            request.getTarget(), request.getRotationId(), "rotation-failed"))
                    .setRotationId(request.getRotationId())
                    .setOccurredAt(now.truncatedTo(ChronoUnit.MICROS))
                    .setCausationId(request.getEventId())
                    .setTarget(request.getTarget())
                    .setServiceId(request.getServiceId())
                    .setRequestedBy(request.getRequestedBy())
                    .setRequestedAt(request.getOccurredAt())
                    .setWebhookEndpoint(request.getWebhookEndpoint())
                    .setStage(FailedStage.CHAIN_VALIDATOR)
                    .setCode(CODE)
                    .setMessage(
                        ("acknowledged at %s, and not where its target is kept in order; a request"
                                + " that was acknowledged at %s was judged before it was brought"
                                + " there. Nothing was changed by this one, and its chain was not"
                                + " looked at")
                            .formatted(acknowledged, newest))
                    .setRemediation(
                        "Nothing: the newer request decides. Ask anew, with a new rotationId, only"
                            + " where this certificate is still the wanted one; and have the client"
                            + " use murmur2 over the key KIND/region/id (librdkafka:"
                            + " partitioner=murmur2_random), so that its requests need not be"
                            + " brought.")
                    .build())));
  }
}
