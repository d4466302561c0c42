package dev.pinwheel.chain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyFile;
import dev.pinwheel.chain.policy.PolicyLine;
import dev.pinwheel.chain.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/**
 * Whatever the bytes: a policy or faults with lines; and a policy that was read is read again from
 * what {@code policy show} prints of it, with the same meaning.
 */
@Tag("fuzz")
class PolicyFuzzTest {

  @FuzzTest(maxDuration = "30m")
  void policies(byte[] bytes) throws InvalidPolicyException {
    PolicyFile file;
    try {
      file = PolicyReader.read("p.yaml", bytes);
    } catch (InvalidPolicyException e) {
      assertThat(e.faults()).isNotEmpty().allMatch(fault -> fault.line() >= 1);
      return;
    }
    String shown =
        "name: n\nversion: v\ntargetKind: %s\nappliesTo: {regions: [x]}\n"
                .formatted(file.targetKind())
            + file.lines().stream()
                .map(line -> line.key() + ": " + line.value() + "\n")
                .collect(Collectors.joining());
    PolicyFile again = PolicyReader.read("p.yaml", shown.getBytes(StandardCharsets.UTF_8));
    assertThat(words(again)).isEqualTo(words(file));
  }

  private static List<String> words(PolicyFile file) {
    return file.lines().stream().map(PolicyLine::words).toList();
  }
}
