package dev.pinwheel.requests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON ; charset=UTF-8",
        "application/json;charset=\"utf-8\""
      })
  void takesJsonInUtf8(String contentType) {
    assertThatCode(() -> MediaTypes.checkBody(contentType)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "text/plain", "application/jsonp", "application/json; charset=latin1"})
  void refusesOtherBodies(String contentType) {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> MediaTypes.checkBody(contentType))
                .problem()
                .status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "text/html, application/json;q=0.5",
        "application/problem+json",
        "application/*;q=0.001"
      })
  void answersWhoTakesJson(String accept) {
    assertThatCode(() -> MediaTypes.checkAnswer(accept)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json;q=0", "application/xml, */*; q=0.0"})
  void refusesWhoDoesNot(String accept) {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> MediaTypes.checkAnswer(accept))
                .problem()
                .status())
        .isEqualTo(406);
  }
}
