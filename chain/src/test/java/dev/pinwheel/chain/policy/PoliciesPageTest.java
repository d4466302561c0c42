package dev.pinwheel.chain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/policies.md} has every key, in the order of the code, and no other. */
class PoliciesPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\|");

  @Test
  void thePageHasEveryKeyOfTheCode() throws IOException {
    List<String> documented =
        ROW.matcher(Files.readString(Path.of("../docs/policies.md")))
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(PolicyKeys.ALL.stream().map(PolicyKey::name).toList());
  }
}
