package dev.pinwheel.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.webhook.Events;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WebhookPayloadTest {

  /** Receivers parse this and verify a signature over its bytes: a change here is a break. */
  private static final String APPLIED =
      """
      {"event":"certificate_rotation","clientId":"client-7","pins":["primary7","fallback7"],\
      "latency":1250,"rotationId":"00000000-0000-0000-0000-000000000007",\
      "eventId":"%s","target":{"kind":"OAUTH_CLIENT",\
      "region":"eu-west-2","id":"client-7"},"serviceId":"arch-integration","outcome":"APPLIED",\
      "activePins":["primary7","fallback7"],"platformRequestId":"request-7",\
      "requestedAt":"2026-11-20T10:00:00Z","occurredAt":"2026-11-20T10:00:01.250Z"}\
      """
          .formatted(Events.applied(7, "pki").getEventId());

  private static final String FAILED =
      """
      {"event":"certificate_rotation_failed","clientId":"client-7","pins":[],"latency":1250,\
      "rotationId":"00000000-0000-0000-0000-000000000007","eventId":"%s",\
      "target":{"kind":"OAUTH_CLIENT","region":"eu-west-2","id":"client-7"},\
      "serviceId":"arch-integration","outcome":"FAILED","stage":"CHAIN_VALIDATOR",\
      "code":"VALIDITY_EXPIRED","message":"the leaf expired \\"yesterday\\"",\
      "remediation":"issue a new one","violations":[{"code":"VALIDITY_EXPIRED","position":0,\
      "message":"the leaf expired","citation":"RFC 5280 section 6.1.3 (a)(2)",\
      "measured":"2026-11-19T00:00:00Z","remediation":"issue a new one"}],\
      "requestedAt":"2026-11-20T10:00:00Z","occurredAt":"2026-11-20T10:00:01.250Z"}\
      """
          .formatted(Events.failed(7, "pki").getEventId());

  @Test
  void tellsOfAnAppliedRotation() {
    assertThat(new String(WebhookPayload.of(Events.applied(7, "pki")), UTF_8)).isEqualTo(APPLIED);
  }

  @Test
  void tellsOfAFailedRotation() {
    assertThat(new String(WebhookPayload.of(Events.failed(7, "pki")), UTF_8)).isEqualTo(FAILED);
  }

  @Test
  void theSameEventReadAgainGivesTheSameBytes() throws Exception {
    ApiApplied event = Events.applied(7, "pki");
    ApiApplied readAgain = ApiApplied.fromByteBuffer(event.toByteBuffer());

    assertThat(WebhookPayload.of(readAgain)).isEqualTo(WebhookPayload.of(event));
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    ApiApplied sparse =
        ApiApplied.newBuilder(Events.applied(7, "pki"))
            .setFallbackPin(null)
            .setPlatformRequestId(null)
            .setActivePins(List.of("primary7"))
            .build();

    assertThat(new String(WebhookPayload.of(sparse), UTF_8))
        .contains("\"pins\":[\"primary7\"]")
        .doesNotContain("null", "platformRequestId");
  }

  @Test
  void namesTheEdgeAndTheOrganisationWhereThereAreSome() {
    Target trunk =
        Target.newBuilder()
            .setKind(TargetKind.EDGE_TRUNK)
            .setRegion("us-east-1")
            .setId("trunk")
            .setEdgeId("edge")
            .setOrganizationId("org")
            .build();

    assertThat(
            new String(
                WebhookPayload.of(
                    ApiApplied.newBuilder(Events.applied(7, "pki")).setTarget(trunk).build()),
                UTF_8))
        .contains(
            "\"target\":{\"kind\":\"EDGE_TRUNK\",\"region\":\"us-east-1\",\"id\":\"trunk\","
                + "\"edgeId\":\"edge\",\"organizationId\":\"org\"}");
  }
}
