package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OAuthClientStateTest {

  private static final String ID = "a1b2";
  private final ObjectNode body =
      JsonNodeFactory.instance.objectNode().put("id", ID).put("mtlsRequired", true);

  @Test
  void readsAClientThatHasNothingYet() throws Exception {
    OAuthClientState state = read();

    assertThat(state.unfit()).isEmpty();
    assertThat(state.chain()).isEmpty();
    assertThat(state.primaryPin()).isEmpty();
    assertThat(state.activePins()).isEmpty();
    assertThat(state.version()).contains("\"v1\"");
  }

  @Test
  void readsChainAndPinsPrimaryFirstAndEachOnce() throws Exception {
    body.put("certificateChain", Certificates.OLD.pem());
    body.put("primaryPin", "p").put("fallbackPin", "f");
    body.putArray("backupPins").add("b");
    body.putArray("pins").add("f").add("p").add("x");

    OAuthClientState state = read();

    assertThat(state.chain().map(CertificateChain::leafPin)).contains(Certificates.OLD.pin());
    assertThat(state.primaryPin()).contains("p");
    assertThat(state.activePins()).containsExactly("p", "f", "b", "x");
  }

  @Test
  void takesNullAndBlankAsMissing() throws Exception {
    body.putNull("certificateChain").putNull("fallbackPin").putNull("pins").put("primaryPin", " ");

    assertThat(read().primaryPin()).isEmpty();
    assertThat(read().activePins()).isEmpty();
    assertThat(read().chain()).isEmpty();
  }

  @Test
  void isUnfitWithoutMutualTls() throws Exception {
    body.put("mtlsRequired", false);

    assertThat(read().unfit().map(Failure::code)).contains(FailureCode.MTLS_NOT_ENABLED);
  }

  @Test
  void isNotReadFromAnotherClientsAnswer() {
    body.put("id", "other");
    refused("not about a1b2");
    body.remove("id");
    refused("not about a1b2");
  }

  @Test
  void isNotReadWithoutAWordOnMutualTls() {
    body.put("mtlsRequired", "true");
    refused("mtlsRequired");
    body.remove("mtlsRequired");
    refused("mtlsRequired");
  }

  @Test
  void isNotReadFromFieldsOfAnotherType() {
    body.put("primaryPin", 7);
    refused("primaryPin");
    body.remove("primaryPin");
    body.put("pins", "p");
    refused("pins");
    body.putArray("pins").add(7);
    refused("pins");
  }

  @Test
  void isReadWithAsManyAndAsLongPinsAsAnEventBears() throws Exception {
    ArrayNode pins = body.putArray("pins");
    for (int i = 0; i < OAuthClientState.MOST_PINS_READ - 1; i++) {
      pins.add("pin-" + i);
    }
    pins.add("x".repeat(OAuthClientState.LONGEST_PIN));

    assertThat(read().activePins()).hasSize(OAuthClientState.MOST_PINS_READ);
    pins.add("one more");
    refused("more or longer pins");
  }

  @Test
  void isNotReadWithAPinThatIsTooLong() {
    body.putArray("pins").add("x".repeat(OAuthClientState.LONGEST_PIN + 1));

    refused("more or longer pins");
  }

  @Test
  void isNotReadFromAChainThatCannotBe() {
    body.put("certificateChain", "-----BEGIN CERTIFICATE-----\nMIID");

    refused("certificateChain");
  }

  private OAuthClientState read() throws MalformedAnswerException {
    return OAuthClientState.of(ID, body, Optional.of("\"v1\""));
  }

  private void refused(String field) {
    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(this::read)
        .withMessageContaining(field);
  }
}
