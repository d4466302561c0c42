package dev.pinwheel.requests.http;

import dev.pinwheel.requests.intake.Intake;
import dev.pinwheel.requests.timeline.Rotation;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.requests.waiting.ExecutorWaits;
import dev.pinwheel.requests.waiting.Wait;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The routes of the API under {@code /v1}. */
final class RotationRoutes {

  static final String ROTATIONS = "/v1/rotations";
  static final String ROTATION = "/v1/rotations/{rotationId}";

  private static final String PRINCIPAL = "principal";
  private static final int MOST_LISTED = 100;
  private static final Pattern TARGET = Pattern.compile("[A-Z_]+/[a-z0-9-]+/[A-Za-z0-9._-]+");

  private final BearerTokens tokens;
  private final RotationSubmissions submissions;
  private final Timelines timelines;
  private final ExecutorWaits waits;
  private final RequestGate gate;
  private final int mostBodyBytes;

  RotationRoutes(
      BearerTokens tokens,
      RotationSubmissions submissions,
      Timelines timelines,
      ExecutorWaits waits,
      RequestGate gate,
      int mostBodyBytes) {
    this.tokens = tokens;
    this.submissions = submissions;
    this.timelines = timelines;
    this.waits = waits;
    this.gate = gate;
    this.mostBodyBytes = mostBodyBytes;
  }

  void addTo(RoutesConfig routes) {
    routes.before("/v1/*", this::authenticate);
    routes.post(ROTATIONS, this::submit);
    routes.get(ROTATIONS, this::list);
    routes.get(ROTATION, this::find);
  }

  private void authenticate(Context context) throws ProblemException {
    context.attribute(PRINCIPAL, tokens.principal(context.header("Authorization")));
    MediaTypes.checkAnswer(context.header("Accept"));
  }

  private void submit(Context context) throws ProblemException, InterruptedException, IOException {
    MediaTypes.checkBody(context.contentType());
    gate.enter();
    try {
      Intake.Accepted accepted =
          submissions.submit(
              body(context),
              context.attribute(PRINCIPAL),
              Optional.ofNullable(context.header("Idempotency-Key")),
              Optional.ofNullable(context.header("traceparent")));
      List<Map<String, Object>> documents = RotationDocuments.accepted(accepted);
      if (accepted.many()) {
        answer(context, 202, documents);
      } else {
        context.header(
            "Location", RotationDocuments.path(accepted.events().getFirst().getRotationId()));
        answer(context, 202, documents.getFirst());
      }
    } finally {
      gate.leave();
    }
  }

  /** Reads one byte more than is allowed, so that a body without a length is found out too. */
  private byte[] body(Context context) throws IOException, ProblemException {
    if (context.req().getContentLengthLong() <= mostBodyBytes) {
      InputStream stream = context.req().getInputStream();
      byte[] body = stream.readNBytes(mostBodyBytes + 1);
      if (body.length <= mostBodyBytes) {
        return body;
      }
    }
    throw new ProblemException(
        Problem.of(
                413,
                ProblemCode.TOO_LARGE,
                "A body may have " + mostBodyBytes + " bytes; send several requests.")
            .withHeader("Connection", "close"));
  }

  private void list(Context context) throws ProblemException {
    String target = Optional.ofNullable(context.queryParam("target")).orElse("");
    if (!TARGET.matcher(target).matches()) {
      throw new ProblemException(
          Problem.of(
              400,
              ProblemCode.INVALID_REQUEST,
              "The parameter target is required, as KIND/region/id."));
    }
    answer(context, 200, RotationDocuments.rotations(timelines.ofTarget(target, MOST_LISTED)));
  }

  private void find(Context context) throws ProblemException, InterruptedException {
    Optional<Rotation> rotation = id(context.pathParam("rotationId")).flatMap(timelines::find);
    if (rotation.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              404,
              ProblemCode.NOT_FOUND,
              "No rotation of that id is known here; old ones are in the audit log."));
    }
    Optional<Wait> wait =
        rotation.get().state().isFinal()
            ? Optional.empty()
            : Optional.of(waits.of(rotation.get().name().rotationId()));
    answer(context, 200, RotationDocuments.rotation(rotation.get(), wait));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void answer(Context context, int status, Object document) {
    context
        .status(status)
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(RotationDocuments.json(document));
  }
}
