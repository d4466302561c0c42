package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void printsEachFaultWithWhatToDoAboutItWhereThereIsSomething() throws IOException {
    String body =
        """
        {"title": "Invalid request", "detail": "2 faults; nothing was done.", "errors": [
         {"pointer": "/serviceId", "code": "MISSING_FIELD", "detail": "required"},
         {"pointer": "/certificateChain", "code": "LEAF_IS_CA", "detail": "a CA certificate",
          "violation": "LEAF_IS_CA", "remedy": "Add the end-entity certificate."}]}
        """;
    StringWriter printed = new StringWriter();

    int status =
        Problem.print(
            new PrintWriter(printed, true),
            new RequestsClient.Answer(422, Json.MAPPER.readTree(body)));

    assertThat(status).isEqualTo(ExitStatus.REFUSED);
    assertThat(printed.toString().lines())
        .containsExactly(
            "pinwheel: Invalid request (HTTP 422) 2 faults; nothing was done.",
            "  /serviceId MISSING_FIELD: required",
            "  /certificateChain LEAF_IS_CA: a CA certificate",
            "    Add the end-entity certificate.");
  }
}
