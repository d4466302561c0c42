package dev.pinwheel.executor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.MalformedChainException;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;

/** One target of each kind that holds a chain, on a platform where its rotation works. */
enum KindFixture {
  BYOC_TRUNK {
    @Override
    void create(FakeEstate estate) {
      estate.holds(path(), byoc("OH-FB-04", "OH-FB-05"));
      estate.holds(BYOC_PEER, byoc("OH-FB-05", "OH-FB-04"));
      estate.whenWritten(path(), trunk -> trunk.withObject("/health").put("status", "CHECKING"));
      // Registers again while it is looked at.
      estate.whenRead(path(), trunk -> trunk.withObject("/health").put("status", "HEALTHY"));
    }

    @Override
    Target target() {
      return Events.target(TargetKind.BYOC_TRUNK, "us-east-1", "OH-FB-04");
    }

    @Override
    String path() {
      return "/api/v2/trunks/byoc/OH-FB-04/credentials";
    }

    @Override
    String write() {
      return "PATCH " + path();
    }

    @Override
    String chainOf(ObjectNode resource) {
      return resource.path("certificateChain").textValue();
    }
  },
  EDGE_TRUNK {
    @Override
    void create(FakeEstate estate) {
      estate.holds(
          EDGE, "{\"id\": \"edge-1\", \"region\": \"eu-west-2\", \"edgeGroupId\": \"london\"}");
      estate.holds(path(), edgeTrunk());
      estate.holds(path() + "/auditTrail", "{\"entries\": []}");
      // A PUT replaces the whole resource, and with it what is known of its registration.
      estate.whenPosted(
          path() + "/register", () -> register(estate.resource(path()), "REGISTERED"));
    }

    @Override
    Target target() {
      return Target.newBuilder(Events.target(TargetKind.EDGE_TRUNK, "eu-west-2", "trunk-1"))
          .setEdgeId("edge-1")
          .build();
    }

    @Override
    String path() {
      return EDGE + "/trunks/trunk-1";
    }

    @Override
    String write() {
      return "PUT " + path();
    }

    @Override
    String chainOf(ObjectNode resource) {
      return resource.path("certificateBundle").textValue();
    }
  },
  DATA_ACTION_ENDPOINT {
    @Override
    void create(FakeEstate estate) {
      estate.holds(path(), endpoint("https://127.0.0.1:1/"));
      estate.holds(
          STORE + "cert-new",
          "{\"id\": \"cert-new\", \"certificateChain\": %s}"
              .formatted(TextNode.valueOf(Certificates.NEXT.pem())));
      // The platform shows the chain behind the reference.
      estate.whenWritten(
          path(),
          written ->
              written.withObject("/mutualTls").put("certificateChain", Certificates.NEXT.pem()));
    }

    @Override
    Target target() {
      return Events.target(TargetKind.DATA_ACTION_ENDPOINT, "eu-west-2", "crm-update");
    }

    @Override
    String path() {
      return "/api/v2/data/management/endpoints/crm-update";
    }

    @Override
    String write() {
      return "PUT " + path();
    }

    @Override
    String chainOf(ObjectNode resource) {
      return resource.at("/mutualTls/certificateChain").textValue();
    }

    @Override
    ChainValidated.Builder validated() {
      return super.validated()
          .setCredentials(new CredentialReferences("cert-new", "key-new", "ca-new"));
    }
  };

  static final String STORE = "/api/v2/data/management/credentials/";

  static String endpoint(String url) {
    ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
    endpoint.put("id", "crm-update").put("name", "CRM update").put("url", url);
    endpoint.put("securityType", "mutual_tls").put("verifySsl", true);
    endpoint.put("timeout", 5000).put("retryCount", 2).put("retryInterval", 1000);
    endpoint
        .putObject("headers")
        .put("Content-Type", "application/json")
        .put("Accept", "application/json");
    endpoint
        .putObject("mutualTls")
        .put("clientCertificateId", "cert-old")
        .put("privateKeyId", "key-old")
        .put("caCertificateId", "ca-old")
        .put("certificateChain", Certificates.OLD.pem());
    return endpoint.toString();
  }

  static final String EDGE = "/api/v2/telephony/providers/edges/edge-1";

  /** The trunk's registration with the bundle that it holds now. */
  static void register(ObjectNode trunk, String status) {
    try {
      trunk
          .putObject("registration")
          .put("status", status)
          .put(
              "certificateHash",
              CertificateChain.parse(trunk.path("certificateBundle").textValue())
                  .leafPin()
                  .base64());
    } catch (MalformedChainException e) {
      throw new IllegalStateException("what was written is a chain", e);
    }
  }

  static String edgeTrunk() {
    ObjectNode trunk = JsonNodeFactory.instance.objectNode();
    trunk.put("id", "trunk-1").put("name", "London carrier").put("region", "eu-west-2");
    trunk.put("edgeGroupId", "london").put("sipTrunkStatus", "Active");
    trunk.put("authenticationMode", "mutual_tls");
    trunk.put("certificateBundle", Certificates.OLD.pem());
    trunk.putObject("registration").put("status", "REGISTERED").put("certificateHash", "old");
    return trunk.toString();
  }

  static final String BYOC_PEER = "/api/v2/trunks/byoc/OH-FB-05/credentials";

  abstract void create(FakeEstate estate);

  abstract Target target();

  abstract String path();

  /** The call that changes it. */
  abstract String write();

  abstract String chainOf(ObjectNode resource);

  String read() {
    return "GET " + path();
  }

  ChainValidated.Builder validated() {
    return Events.validated(target());
  }

  static String byoc(String id, String peer) {
    ObjectNode trunk = JsonNodeFactory.instance.objectNode();
    trunk.put("trunkId", id).put("certificateChain", Certificates.OLD.pem());
    trunk.put("sipCredentialsRef", "vault/sip/" + id);
    trunk.putObject("health").put("status", "HEALTHY");
    ObjectNode failover = trunk.putObject("failover").put("active", false);
    List.of(peer).forEach(failover.putArray("peers")::add);
    return trunk.toString();
  }
}
