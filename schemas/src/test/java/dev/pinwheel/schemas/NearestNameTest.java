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
  void findsNothingAmongNothing() {
    assertThat(NearestName.of("a", List.of())).isEmpty();
  }
}
