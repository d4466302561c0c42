package dev.pinwheel.chain.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/violations.md} is made from the codes, and nobody has to remember to do it. */
class ViolationsPageTest {

  private static final Path PAGE = Path.of("../docs/violations.md");
  private static final String WRITE = "violations.page.write";
  private static final String COMMAND =
      "./mvnw -pl chain -am test -Dtest=ViolationsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=true";

  @Test
  void thePageIsThatOfTheCode() throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE).as("the page is made by: %s", COMMAND).exists().hasContent(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Why a chain is refused\n\n");
    page.append(
        "Made from `ViolationCode`; change it there, then run\n`%s`.\n\n".formatted(COMMAND));
    page.append(
        """
        The codes are a closed set: they are in events (`rotation-failed`, field `violations`), in
        the label `code` of the metric `pinwheel.chain.verdicts`, and in what `./pinwheel validate`
        prints. A name never changes its meaning. Every violation also has the certificate's
        position (0 is the leaf) and subject where it is about one certificate, what was found and
        what is required where values say something, and the rule, often more exact than the one
        below. All violations of a chain are told at once, what must be repaired first at the front:
        that is the order of this page.

        """);
    for (ViolationCode code : ViolationCode.values()) {
      page.append("## %s\n\n".formatted(code));
      page.append("%s\n\n".formatted(code.meaning()));
      page.append("- Rule: %s\n".formatted(code.citation()));
      page.append("- What to do: %s\n\n".formatted(code.remediation()));
    }
    return page.toString().stripTrailing() + "\n";
  }
}
