package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeedsCheckTest {

  @Test
  void aTopicWithFewerPartitionsThanTheCatalogueIsNamedAndOneThatGrewIsNot() {
    assertThat(
            NeedsCheck.tooFewPartitions(
                List.of(Topics.CHAIN_VALIDATED, Topics.ROTATION_FAILED, Topics.API_APPLIED),
                Map.of("chain-validated", 5, "rotation-failed", 6, "api-applied", 12)))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .contains("chain-validated has 5 partitions and needs 6")
                    .doesNotContain("rotation-failed", "api-applied"));
  }

  @Test
  void aTopicThatIsNotThereIsNamedElsewhere() {
    assertThat(NeedsCheck.tooFewPartitions(List.of(Topics.CHAIN_VALIDATED), Map.of())).isEmpty();
  }
}
