package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.CA;
import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.chain;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Accepted;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthClientPatchTest {

  private static final HeldCertificate SPARE = CA.client("spare").build();
  private static final HeldCertificate FOURTH = CA.client("fourth").build();

  private OAuthClient client;

  @BeforeEach
  void clientWithAChain() throws Exception {
    client = OAuthClient.named("c1", "Client").withChain(chain(OLD));
  }

  @Test
  void acceptsARotationWithAFallback() {
    OAuthClient next = accepted(client, rotation());
    assertThat(next.pins()).containsExactly(pin(NEW), pin(OLD));
    assertThat(next.serviceId()).contains("arch-integration-svc-01");
  }

  @Test
  void acceptsAFirstChainWithoutAFallback() {
    ObjectNode first = rotation();
    first.remove("fallbackPin");
    assertThat(accepted(OAuthClient.named("c2", "Fresh"), first).pins()).containsExactly(pin(NEW));
    assertThat(accepted(OAuthClient.named("c2", "Fresh"), first.putNull("fallbackPin")).pins())
        .containsExactly(pin(NEW));
  }

  @Test
  void refusesToReplaceAChainWithoutAFallback() {
    ObjectNode patch = rotation();
    patch.remove("fallbackPin");
    refused(client, patch, "fallbackPin");
  }

  @Test
  void acceptsThreePinsAndRefusesFour() {
    ObjectNode patch = rotation();
    patch.putArray("backupPins").add(pin(SPARE));
    assertThat(accepted(client, patch).pins()).containsExactly(pin(NEW), pin(OLD), pin(SPARE));
    patch.withArray("backupPins").add(pin(FOURTH));
    refused(client, patch, "Pin count violation: 4");
  }

  @Test
  void storedBackupPinsCountToo() {
    OAuthClient full = client.withBackupPins(List.of(pin(SPARE), pin(FOURTH)));
    refused(full, rotation(), "Pin count violation");
    ObjectNode withoutBackups = rotation();
    withoutBackups.putArray("backupPins");
    assertThat(accepted(full, withoutBackups).pins()).hasSize(2);
  }

  @Test
  void aPinThatIsNamedTwiceCountsOnce() {
    ObjectNode patch = rotation();
    patch.putArray("backupPins").add(pin(SPARE)).add(pin(OLD)).add(pin(NEW));
    assertThat(accepted(client, patch).pins()).hasSize(3);
  }

  @Test
  void maxPinCountIsFromOneToThreeAndHeld() {
    refused(client, rotation().put("maxPinCount", 4), "maxPinCount");
    refused(client, rotation().put("maxPinCount", 0), "maxPinCount");
    refused(client, rotation().put("maxPinCount", 1), "Pin count violation: 2");
    assertThat(accepted(client, rotation().put("maxPinCount", 2)).maxPinCount()).isEqualTo(2);
  }

  @Test
  void refusesAPrimaryPinThatIsNotTheLeafs() {
    refused(client, rotation().put("primaryPin", pin(SPARE)), "not the SHA-256");
  }

  @Test
  void refusesAChainWithoutPinAndAPinWithoutChain() {
    ObjectNode noPin = rotation();
    noPin.remove("primaryPin");
    refused(client, noPin, "together");
    ObjectNode noChain = rotation();
    noChain.remove("certificateChain");
    refused(client, noChain, "together");
    refused(client, rotation().putNull("primaryPin"), "primaryPin");
  }

  @Test
  void refusesPinsWithoutMtls() {
    refused(client, rotation().put("mtlsRequired", false), "mTLS");
    OAuthClient off = OAuthClient.named("c3", "Off").withMtlsRequired(false);
    ObjectNode silent = rotation();
    silent.remove("mtlsRequired");
    refused(off, silent, "mTLS");
    assertThat(accepted(off, rotation()).mtlsRequired()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "not base64", "sha256/AAAA"})
  void refusesAPinThatIsNotTheBase64Of32Bytes(String pin) {
    refused(client, rotation().put("fallbackPin", pin), "32 bytes");
  }

  @Test
  void refusesMalformedPem() {
    refused(client, rotation().put("certificateChain", "garbage"), "malformed PEM");
    refused(client, rotation().put("certificateChain", ""), "malformed PEM");
  }

  @Test
  void refusesWrongTypesAndUnknownFields() throws Exception {
    refused(client, rotation().put("mtlsRequired", "yes"), "Schema violation");
    refused(client, rotation().put("serviceId", 7), "Schema violation");
    refused(client, rotation().put("backupPins", "one"), "Schema violation");
    refused(client, rotation().put("version", 9), "Schema violation");
    refused(client, Replies.JSON.readTree("[]"), "Schema violation");
  }

  @Test
  void aPatchOfANameLeavesThePinsAlone() throws Exception {
    OAuthClient next = accepted(client, Replies.JSON.readTree("{\"name\": \"renamed\"}"));
    assertThat(next.name()).isEqualTo("renamed");
    assertThat(next.pins()).isEqualTo(client.pins());
    assertThat(next.chain()).isEqualTo(client.chain());
  }

  private static OAuthClient accepted(OAuthClient client, JsonNode patch) {
    return switch (OAuthClientPatch.judge(client, patch)) {
      case Accepted<OAuthClient> accepted -> accepted.next();
      case Refused<OAuthClient> refused -> throw new AssertionError(refused.message());
    };
  }

  private static void refused(OAuthClient client, JsonNode patch, String why) {
    assertThat(OAuthClientPatch.judge(client, patch))
        .isInstanceOfSatisfying(
            Refused.class,
            no -> {
              assertThat(no.reason()).isEqualTo(Refused.Reason.BAD_REQUEST);
              assertThat(no.message()).contains(why);
            });
  }
}
