package dev.pinwheel.cli;

import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.webhook.deadletter.DeadLetter;
import dev.pinwheel.webhook.deadletter.DeadLetterFilter;
import dev.pinwheel.webhook.deadletter.DeadLetters;
import dev.pinwheel.webhook.deadletter.ReplayOptions;
import dev.pinwheel.webhook.deadletter.ReplayReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Webhooks that could not be delivered. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = "Dead letters: webhooks that could not be delivered.",
    synopsisSubcommandLabel = "COMMAND")
final class DeadLetterCommand implements Runnable {

  /** Which dead letters are meant; every condition given must hold. */
  static final class Selection {
    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Given up at this RFC 3339 instant or later.")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Given up before this instant.")
    private Instant until;

    @Option(names = "--endpoint", paramLabel = "NAME", description = "Of this endpoint.")
    private String endpoint;

    @Option(
        names = "--error",
        paramLabel = "CODE",
        description = "With this code, such as HTTP_500.")
    private String code;

    @Option(names = "--rotation", paramLabel = "ID", description = "Of this rotation.")
    private UUID rotation;

    @Option(names = "--webhook-id", paramLabel = "ID", description = "With this webhook-id.")
    private String webhookId;

    DeadLetterFilter filter() {
      return new DeadLetterFilter(
          Optional.ofNullable(since),
          Optional.ofNullable(until),
          Optional.ofNullable(endpoint),
          Optional.ofNullable(code),
          Optional.ofNullable(rotation),
          Optional.ofNullable(webhookId));
    }
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "one of list, show, replay is expected");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists dead letters, a line each.")
  int list(
      @Mixin KafkaOptions kafka,
      @Mixin Selection selection,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    int[] count = new int[1];
    long undecodable =
        letters(kafka)
            .list(
                selection.filter(),
                letter -> {
                  count[0]++;
                  out.println(json ? Json.line(fields(letter)) : line(letter));
                });
    if (!json) {
      out.println(count[0] + (count[0] == 1 ? " dead letter" : " dead letters"));
    }
    if (undecodable > 0) {
      spec.commandLine()
          .getErr()
          .println(undecodable + " records of the topic cannot be decoded and were passed over");
    }
    return ExitStatus.DONE;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a dead letter whole: payload and every attempt.")
  int show(
      @Mixin KafkaOptions kafka,
      @Parameters(paramLabel = "ID", description = "Its webhook-id or event id.") String id)
      throws Exception {
    List<DeadLetter> found = letters(kafka).show(id);
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("pinwheel: there is no dead letter " + id);
      return ExitStatus.FAILED;
    }
    for (DeadLetter letter : found) {
      Map<String, Object> fields = fields(letter);
      fields.put(
          "attempts",
          letter.event().getAttempts().stream().map(DeadLetterCommand::attempt).toList());
      fields.put(
          "payload",
          StandardCharsets.UTF_8.decode(letter.event().getPayload().duplicate()).toString());
      spec.commandLine().getOut().println(Json.text(fields));
    }
    return ExitStatus.DONE;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Sends dead letters again, each once. An interrupted run is resumed by running it again.")
  int replay(
      @Mixin KafkaOptions kafka,
      @Mixin Selection selection,
      @Option(names = "--dry-run", description = "Only count.") boolean dryRun,
      @Option(names = "--rate", paramLabel = "N", description = "At most so many a second.")
          Integer rate,
      @Option(names = "--limit", paramLabel = "N", description = "At most so many.") Long limit)
      throws Exception {
    ReplayReport report;
    try {
      report =
          letters(kafka)
              .replay(
                  selection.filter(),
                  new ReplayOptions(
                      dryRun,
                      limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                      rate == null ? OptionalInt.empty() : OptionalInt.of(rate)));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println((dryRun ? "would be sent again: " : "sent again: ") + report.sent());
    out.println("sent again earlier, passed over: " + report.alreadySent());
    if (report.limitReached()) {
      out.println("the limit was reached: there may be more");
    }
    return ExitStatus.DONE;
  }

  private static DeadLetters letters(KafkaOptions kafka) {
    return new DeadLetters(kafka.reachableCluster(), Clock.systemUTC());
  }

  private static String line(DeadLetter letter) {
    WebhookDeadLettered event = letter.event();
    return "%s  %-10s %-18s %d attempts  rotation %s  %s%s"
        .formatted(
            event.getOccurredAt(),
            event.getEndpoint(),
            event.getCode(),
            event.getAttempts().size(),
            event.getRotationId(),
            event.getWebhookId(),
            letter.replayed() ? "  (sent again)" : "");
  }

  private static Map<String, Object> fields(DeadLetter letter) {
    WebhookDeadLettered event = letter.event();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("eventId", event.getEventId().toString());
    fields.put("webhookId", event.getWebhookId());
    fields.put("rotationId", event.getRotationId().toString());
    fields.put("endpoint", event.getEndpoint());
    fields.put("url", event.getUrl());
    fields.put("code", event.getCode());
    fields.put("givenUpAt", event.getOccurredAt().toString());
    fields.put("replays", event.getReplays());
    fields.put("sentAgain", letter.replayed());
    return fields;
  }

  private static Map<String, Object> attempt(DeliveryAttempt attempt) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", attempt.getNumber());
    fields.put("attemptedAt", attempt.getAttemptedAt().toString());
    fields.put("durationMicros", attempt.getDurationMicros());
    fields.put("statusCode", attempt.getStatusCode());
    fields.put("error", attempt.getError());
    fields.put("detail", attempt.getDetail());
    return fields;
  }
}
