package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetListTest {

  @Test
  void isOneTargetALineWithCommentsAndFurtherWords() {
    List<Target> targets =
        TargetList.lines(
            """
            # ours
            OAUTH_CLIENT/eu-west-2/a/b

            EDGE_TRUNK/us-east-1/t1  edge=e1 organization=red # the old one
            """);

    assertThat(targets).hasSize(2);
    assertThat(targets.getFirst().getId()).isEqualTo("a/b");
    assertThat(targets.getLast().getKind()).isEqualTo(TargetKind.EDGE_TRUNK);
    assertThat(targets.getLast().getEdgeId()).isEqualTo("e1");
    assertThat(targets.getLast().getOrganizationId()).isEqualTo("red");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OAUTH_CLIENT/eu-west-2",
        "OAUTH_CLIENT//x",
        "OAUTH/eu-west-2/x",
        "UNKNOWN/eu-west-2/x",
        "OAUTH_CLIENT/eu-west-2/x edges=e1"
      })
  void refusesWhatIsNoTargetInWords(String line) {
    assertThatExceptionOfType(WrongUsageException.class).isThrownBy(() -> TargetList.parse(line));
  }
}
