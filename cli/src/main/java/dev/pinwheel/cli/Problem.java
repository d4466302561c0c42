package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints an application/problem+json answer (RFC 9457) for a person. */
final class Problem {

  private Problem() {}

  static int print(PrintWriter err, RequestsClient.Answer answer) {
    JsonNode body = answer.body();
    err.println(
        "pinwheel: %s (HTTP %d) %s"
            .formatted(
                body.path("title").asText("refused"),
                answer.status(),
                body.path("detail").asText("")));
    for (JsonNode error : body.path("errors")) {
      err.println(
          "  %s %s: %s"
              .formatted(
                  error.path("pointer").asText(""),
                  error.path("code").asText(""),
                  error.path("detail").asText("")));
      if (error.has("remedy")) {
        err.println("    " + error.path("remedy").asText());
      }
    }
    return answer.status() / 100 == 4 && answer.status() != 401 && answer.status() != 429
        ? ExitStatus.REFUSED
        : ExitStatus.FAILED;
  }
}
