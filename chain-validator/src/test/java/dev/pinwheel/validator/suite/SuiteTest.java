package dev.pinwheel.validator.suite;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HeldCertificate LEAF = CA.server("a.example.com").build();

  @Test
  void agreesOnAGoodChainAndOnTheSameForAnotherName() throws Exception {
    ObjectNode other = one("x::other", LEAF, "FAILURE");
    ((ObjectNode) other.path("expected_peer_name")).put("value", "b.example.com");

    SuiteReport.Summary summary = run(one("x::good", LEAF, "SUCCESS"), other).summary();

    assertThat(summary.agreed()).isEqualTo(2);
    assertThat(summary.falseAccepts()).isEmpty();
    assertThat(summary.falseRejects()).isEmpty();
  }

  @Test
  void tellsBothKindsOfDisagreementById() throws Exception {
    ObjectNode tooDeep = one("x::deep", LEAF, "SUCCESS");
    tooDeep.put("max_chain_depth", 0);

    SuiteReport report = run(one("x::accepted", LEAF, "FAILURE"), tooDeep);

    assertThat(report.summary().falseAccepts()).containsExactly("x::accepted");
    assertThat(report.summary().falseRejects()).containsExactly("x::deep");
    assertThat(report.summary().codes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("x::accepted", List.of(), "x::deep", List.of(ViolationCode.PATH_TOO_LONG)));
    assertThat(report.text()).contains("x::deep  [PATH_TOO_LONG]", "false accepts:");
  }

  @Test
  void whatIsNotSupportedIsNeverAgreement() throws Exception {
    ObjectNode feature = one("x::feature", LEAF, "SUCCESS");
    feature.putArray("features").add("max-chain-depth").add("quantum-teleportation");
    ObjectNode algorithms = one("x::algorithms", LEAF, "SUCCESS");
    algorithms.putArray("signature_algorithms").add("ED448");

    SuiteReport.Summary summary = run(feature, algorithms).summary();

    assertThat(summary.agreed()).isZero();
    assertThat(summary.unsupported()).containsExactly("x::feature", "x::algorithms");
  }

  @Test
  void theTimeOfACaseCounts() throws Exception {
    ObjectNode late = one("x::late", LEAF, "FAILURE");
    late.put("validation_time", "2036-01-01T00:00:00+00:00");

    assertThat(run(late).summary().agreed()).isOne();
  }

  @Test
  void theKindOfValidationImpliesAUsageUnlessOneIsListed() throws Exception {
    ObjectNode client = one("x::client", LEAF, "FAILURE");
    client.put("validation_kind", "CLIENT");
    ObjectNode mail = one("x::mail", LEAF, "FAILURE");
    mail.putArray("extended_key_usage").add("emailProtection");

    assertThat(run(client, mail).summary().agreed()).isEqualTo(2);
  }

  @Test
  void theNameSpaceChoosesTheProfile() throws Exception {
    HeldCertificate bare = CA.server("a.example.com").withoutKeyIdentifiers().build();

    SuiteReport.Summary summary =
        run(
                one("path::bare", bare, "SUCCESS"),
                one("rfc5280::bare", bare, "FAILURE"),
                one("rfc5280::named", LEAF, "SUCCESS"),
                one("webpki::named", LEAF, "FAILURE"))
            .summary();

    assertThat(summary.agreed()).isEqualTo(4);
  }

  @Test
  void aCaMayBeTheEndOfAPathButOnTheWeb() throws Exception {
    HeldCertificate authority =
        CA.authority("CN=CA").dnsName("a.example.com").issuedBy(CA.intermediate()).build();

    SuiteReport.Summary summary =
        run(one("rfc5280::ca", authority, "SUCCESS"), one("webpki::ca", authority, "FAILURE"))
            .summary();

    assertThat(summary.agreed()).isEqualTo(2);
  }

  @Test
  void aCaseWhoseCrlsCannotBeReadIsNotAccepted() throws Exception {
    ObjectNode unreadable = one("x::crl", LEAF, "FAILURE");
    unreadable.putArray("crls").add("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");

    assertThat(run(unreadable).summary().agreed()).isOne();
  }

  @Test
  void anIntermediateThatCannotBeReadIsPassedOver() throws Exception {
    ObjectNode rubbish = one("x::rubbish", LEAF, "SUCCESS");
    rubbish.withArray("untrusted_intermediates").add("rubbish");

    assertThat(run(rubbish).summary().agreed()).isOne();
  }

  @Test
  void refusesWhatIsNoSuiteAndSaysWhere() {
    assertThatThrownBy(() -> SuiteReader.read("{"))
        .isInstanceOf(MalformedSuiteException.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> SuiteReader.read("{\"version\": 2, \"testcases\": []}"))
        .isInstanceOf(MalformedSuiteException.class)
        .hasMessageContaining("version");
    ObjectNode wrong = one("x::wrong", LEAF, "MAYBE");
    assertThatThrownBy(() -> run(wrong))
        .isInstanceOf(MalformedSuiteException.class)
        .hasMessageContaining("x::wrong")
        .hasMessageContaining("expected_result");
  }

  private static ObjectNode one(String id, HeldCertificate leaf, String expected) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", id).put("validation_kind", "SERVER").put("expected_result", expected);
    node.put("peer_certificate", leaf.pem()).put("a_field_of_tomorrow", true);
    node.putNull("features");
    node.putArray("trusted_certs").add(CA.root().pem());
    node.putArray("untrusted_intermediates").add(CA.intermediate().pem());
    node.putObject("expected_peer_name").put("kind", "DNS").put("value", "a.example.com");
    return node;
  }

  private static SuiteReport run(ObjectNode... cases)
      throws MalformedSuiteException, JsonProcessingException {
    ObjectNode suite = MAPPER.createObjectNode();
    suite.put("version", 1).putArray("testcases").addAll(List.of(cases));
    List<SuiteCase> read = SuiteReader.read(MAPPER.writeValueAsString(suite));
    assertThat(read).hasSize(Arrays.asList(cases).size());
    return new Suite(NOW).run(read);
  }
}
