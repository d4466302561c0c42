package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {

  private static final Set<TargetKind> ALL = EnumSet.complementOf(EnumSet.of(TargetKind.UNKNOWN));

  @Test
  void reportsEveryFaultAtOnce() {
    ObjectNode request = Requests.valid();
    request.withObject("/target").put("region", "EU").put("kind", "OAUTH").put("ids", "x");
    request.withObject("/target").remove("id");
    request.put("serviceld", "x").remove("serviceId");
    request.put("certificateChain", "no pem").put("rotationId", "1").put("reason", 7);

    assertThat(faults(request))
        .extracting(Fault::pointer, Fault::code)
        .containsExactlyInAnyOrder(
            tuple("/target/ids", FaultCode.UNKNOWN_FIELD),
            tuple("/target/kind", FaultCode.UNKNOWN_TARGET_KIND),
            tuple("/target/region", FaultCode.INVALID_REGION),
            tuple("/target/id", FaultCode.MISSING_FIELD),
            tuple("/serviceld", FaultCode.UNKNOWN_FIELD),
            tuple("/serviceId", FaultCode.MISSING_FIELD),
            tuple("/certificateChain", FaultCode.NO_CERTIFICATE),
            tuple("/rotationId", FaultCode.INVALID_UUID),
            tuple("/reason", FaultCode.WRONG_TYPE));
  }

  @Test
  void namesTheFieldThatWasMeant() {
    assertThat(faults(Requests.valid().put("serviceld", "x")))
        .singleElement()
        .isEqualTo(
            new Fault(
                "/serviceld", FaultCode.UNKNOWN_FIELD, "unknown field; did you mean serviceId?"));
  }

  @Test
  void escapesPointers() {
    assertThat(faults(Requests.valid().put("a/b~c", "x")))
        .extracting(Fault::pointer)
        .containsExactly("/a~1b~0c");
  }

  @Test
  void aNullIsAFieldThatIsNotThere() {
    ObjectNode request = Requests.valid();
    request.putNull("reason").putNull("serviceId");

    assertThat(faults(request)).extracting(Fault::code).containsExactly(FaultCode.MISSING_FIELD);
  }

  @ParameterizedTest
  @CsvSource({
    "file:/keys/leaf.pem, 0",
    "env:PINWHEEL_KEY_LEAF, 0",
    "file:relative, 1",
    "env:1, 1",
    "env:, 1",
    "file:/, 1",
    "vault:/x, 1",
    "-----BEGIN PRIVATE KEY-----, 1"
  })
  void aKeyIsReferredToAndNeverSent(String reference, int faults) {
    assertThat(faults(Requests.valid().put("keyRef", reference))).hasSize(faults);
  }

  @Test
  void faultsNeverRepeatValues() {
    String canary = "canary-value";
    ObjectNode request = Requests.valid().put("serviceId", canary + "\n").put("rotationId", canary);
    request
        .withObject("/target")
        .put("kind", canary)
        .put("region", canary + "!")
        .put("id", canary + "/");
    request.put("certificateChain", "-----BEGIN CERTIFICATE-----" + canary);

    assertThat(faults(request)).hasSize(6).allMatch(fault -> !fault.detail().contains(canary));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-2", "us-east-1", "use2", "fedramp-use2-core"})
  void takesRegions(String region) {
    assertThat(faults(withTarget("region", region))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "e", "EU-WEST-2", "eu_west", "eu/west", "eu--west", "-eu", "eu-"})
  void refusesOtherRegions(String region) {
    assertThat(faults(withTarget("region", region)))
        .extracting(Fault::code)
        .containsExactly(FaultCode.INVALID_REGION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a%2e"})
  void refusesIdsThatWouldChangeAKeyOrAUrl(String id) {
    assertThat(faults(withTarget("id", id)))
        .extracting(Fault::code)
        .containsExactly(FaultCode.INVALID_TEXT);
  }

  @ParameterizedTest
  @CsvSource({"128, 0", "129, 1"})
  void anIdHasAtMost128Characters(int length, int faults) {
    assertThat(faults(withTarget("id", "x".repeat(length)))).hasSize(faults);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1024, 0", "1025, 1", "0, 1"})
  void aReasonHasUpTo1024Characters(int length, int faults) {
    assertThat(faults(Requests.valid().put("reason", "x".repeat(length)))).hasSize(faults);
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 0", "null, 0", "1, 1", "\"true\", 1"})
  void rollbackOnFailureIsATruthValue(String json, int faults) throws Exception {
    ObjectNode request = Requests.valid();
    request.set("rollbackOnFailure", new ObjectMapper().readTree(json));

    assertThat(faults(request)).hasSize(faults);
  }

  @Test
  void anEdgeTrunkNeedsItsEdgeAndNothingElseMayHaveOne() {
    assertThat(faults(withTarget("kind", "EDGE_TRUNK")))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/target/edgeId", FaultCode.EDGE_ID_MISSING));
    ObjectNode trunk = withTarget("kind", "EDGE_TRUNK");
    trunk.withObject("/target").put("edgeId", "e1");
    assertThat(faults(trunk)).isEmpty();
    assertThat(faults(withTarget("edgeId", "e1")))
        .extracting(Fault::code)
        .containsExactly(FaultCode.EDGE_ID_NOT_ALLOWED);
  }

  @Test
  void aDataActionEndpointNeedsItsReferencesAndNothingElseMayHaveAny() {
    assertThat(faults(withTarget("kind", "DATA_ACTION_ENDPOINT")))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/credentials", FaultCode.CREDENTIALS_MISSING));
    ObjectNode endpoint = withTarget("kind", "DATA_ACTION_ENDPOINT");
    endpoint
        .withObject("/credentials")
        .put("clientCertificateId", "c-1")
        .put("privateKeyId", "k.1");
    assertThat(faults(endpoint)).isEmpty();
    endpoint.withObject("/credentials").put("caCertificateId", "..").remove("privateKeyId");
    assertThat(faults(endpoint))
        .extracting(Fault::pointer, Fault::code)
        .containsExactlyInAnyOrder(
            tuple("/credentials/caCertificateId", FaultCode.INVALID_TEXT),
            tuple("/credentials/privateKeyId", FaultCode.MISSING_FIELD));
    ObjectNode client = Requests.valid();
    client.withObject("/credentials").put("clientCertificateId", "c-1").put("privateKeyId", "k-1");
    assertThat(faults(client))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/credentials", FaultCode.CREDENTIALS_NOT_ALLOWED));
  }

  @Test
  void onlyADataActionEndpointCanBeCreated() {
    ObjectNode endpoint = withTarget("kind", "DATA_ACTION_ENDPOINT");
    endpoint
        .withObject("/credentials")
        .put("clientCertificateId", "c-1")
        .put("privateKeyId", "k.1");
    endpoint.withObject("/newEndpoint").put("name", "CRM").put("url", "https://crm.example:8443/a");
    assertThat(faults(endpoint)).isEmpty();
    endpoint.withObject("/newEndpoint").put("url", "HTTPS://crm_east.example/");
    assertThat(faults(endpoint)).isEmpty();
    endpoint.withObject("/newEndpoint").put("url", "http://crm.example/").remove("name");
    assertThat(faults(endpoint))
        .extracting(Fault::pointer, Fault::code)
        .containsExactlyInAnyOrder(
            tuple("/newEndpoint/url", FaultCode.INVALID_TEXT),
            tuple("/newEndpoint/name", FaultCode.MISSING_FIELD));
    endpoint.withObject("/newEndpoint").put("name", "CRM").put("url", "https://me:pw@crm.example/");
    assertThat(faults(endpoint))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/newEndpoint/url", FaultCode.INVALID_TEXT));
    ObjectNode client = Requests.valid();
    client.withObject("/newEndpoint").put("name", "CRM").put("url", "https://crm.example/");
    assertThat(faults(client))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/newEndpoint", FaultCode.NEW_ENDPOINT_NOT_ALLOWED));
  }

  @Test
  void takesOnlyKindsThatAreEnabled() {
    List<Fault> faults = new ArrayList<>();
    new SubmissionReader(Set.of(TargetKind.OAUTH_CLIENT))
        .read(withTarget("kind", "BYOC_TRUNK"), "", faults);

    assertThat(faults)
        .containsExactly(
            new Fault(
                "/target/kind",
                FaultCode.TARGET_KIND_NOT_ENABLED,
                "this installation rotates only OAUTH_CLIENT"));
    assertThat(faults(withTarget("kind", "BYOC_TRUNK"))).isEmpty();
    assertThat(faults(withTarget("kind", "UNKNOWN")))
        .extracting(Fault::code)
        .containsExactly(FaultCode.UNKNOWN_TARGET_KIND);
  }

  @Test
  void countsEveryPinOfARequest() {
    assertThat(faults(withPins(Requests.valid(), 2))).isEmpty();
    assertThat(faults(withPins(Requests.valid(), 3)))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/backupPins", FaultCode.PIN_COUNT_EXCEEDED));
    ObjectNode replacing = Requests.valid().put("previousCertificate", Requests.replaced().pem());
    assertThat(faults(withPins(replacing, 1))).isEmpty();
    assertThat(faults(withPins(replacing, 2)))
        .extracting(Fault::code)
        .containsExactly(FaultCode.PIN_COUNT_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "________________________________________AAA="
      })
  void refusesPinsThatAreNoSha256(String pin) {
    ObjectNode request = Requests.valid();
    request.putArray("backupPins").add(pin);

    assertThat(faults(request))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/backupPins/0", FaultCode.INVALID_PIN));
  }

  @Test
  void refusesTheSamePinTwice() {
    ObjectNode request = Requests.valid();
    request.putArray("backupPins").add(Requests.pin(1)).add(Requests.pin(1));

    assertThat(faults(request))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/backupPins/1", FaultCode.DUPLICATE_PIN));
  }

  @Test
  void aReplacedLeafMayComeWithItsIntermediates() {
    String chain = Requests.replaced().chainPem();

    assertThat(faults(Requests.valid().put("previousCertificate", chain))).isEmpty();
    assertThat(faults(Requests.valid().put("previousCertificate", chain + Requests.leaf().pem())))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/previousCertificate", FaultCode.LEAF_AMBIGUOUS));
  }

  @Test
  void theReplacedLeafIsNotTheNewOne() {
    assertThat(faults(Requests.valid().put("previousCertificate", Requests.leaf().pem())))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/previousCertificate", FaultCode.DUPLICATE_PIN));
  }

  @Test
  void noBackupPinIsTheNewLeafs() throws CertificateEncodingException {
    ObjectNode request = Requests.valid();
    request
        .putArray("backupPins")
        .add(Requests.pin(1))
        .add(CertificatePin.of(Requests.leaf().certificate().getEncoded()).base64());

    assertThat(faults(request))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/backupPins/1", FaultCode.DUPLICATE_PIN));
  }

  @Test
  void aTextOfNothingButFaultsHasALimitedNumberOfThem() {
    String end = "-----END X-----\n";

    assertThat(faults(Requests.valid().put("certificateChain", end.repeat(64)))).hasSize(64);
    assertThat(faults(Requests.valid().put("certificateChain", end.repeat(65)))).hasSize(64);
  }

  @Test
  void saysWhichBlockTheEngineRefusesAndUnderWhichCode() {
    String text = Requests.leaf().chainPem() + HeldCertificate.block("CERTIFICATE", new byte[] {1});

    assertThat(faults(Requests.valid().put("certificateChain", text)))
        .containsExactly(
            new Fault(
                "/certificateChain",
                FaultCode.PEM_MALFORMED,
                "PEM block 3 is no valid certificate: it does not begin as DER of a certificate"
                    + " does, with a SEQUENCE",
                Optional.of(ViolationCode.CERTIFICATE_MALFORMED)));
  }

  @Test
  void aChainHasUpTo64KiB() {
    String chain = Requests.leaf().chainPem();
    String full = chain + " ".repeat(65_536 - chain.length());

    assertThat(faults(Requests.valid().put("certificateChain", full))).isEmpty();
    assertThat(faults(Requests.valid().put("certificateChain", full + " ")))
        .extracting(Fault::code)
        .containsExactly(FaultCode.CHAIN_TOO_LARGE);
  }

  private static ObjectNode withTarget(String field, String value) {
    ObjectNode request = Requests.valid();
    request.withObject("/target").put(field, value);
    return request;
  }

  private static ObjectNode withPins(ObjectNode request, int count) {
    ArrayNode pins = request.putArray("backupPins");
    for (int pin = 0; pin < count; pin++) {
      pins.add(Requests.pin(pin));
    }
    return request;
  }

  private static List<Fault> faults(JsonNode request) {
    List<Fault> faults = new ArrayList<>();
    boolean read = new SubmissionReader(ALL).read(request, "", faults).isPresent();
    assertThat(read).isEqualTo(faults.isEmpty());
    return faults;
  }
}
