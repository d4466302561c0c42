package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void countsInsertionsDeletionsAndSubstitutions() {
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("same", "same")).isZero();
  }

  @Test
  void takesTheNearest() {
    assertThat(NearestName.of("serviceld", List.of("reason", "serviceId", "service")))
        .contains("serviceId");
  }

  @Test
  void twoEditsAreASlipAndThreeInAShortNameAreNot() {
    assertThat(NearestName.of("abxx", List.of("abcd"))).contains("abcd");
    assertThat(NearestName.of("axxx", List.of("abcd"))).isEmpty();
  }

  @Test
  void aNameOfAnotherLengthIsNoSlip() {
    assertThat(NearestName.of("abcdefghi", List.of("abcdef"))).contains("abcdef");
    assertThat(NearestName.of("abcdefghij", List.of("abcdef"))).isEmpty();
    assertThat(NearestName.of("a".repeat(60_000), List.of("abcdef"))).isEmpty();
  }

  @Test
  void findsNothingAmongNothing() {
    assertThat(NearestName.of("a", List.of())).isEmpty();
  }
}
