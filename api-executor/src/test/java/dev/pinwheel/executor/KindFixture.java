package dev.pinwheel.executor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.ChainValidated;
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
  };

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
    ObjectNode trunk = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    trunk.put("trunkId", id).put("certificateChain", Certificates.OLD.pem());
    trunk.put("sipCredentialsRef", "vault/sip/" + id);
    trunk.putObject("health").put("status", "HEALTHY");
    ObjectNode failover = trunk.putObject("failover").put("active", false);
    List.of(peer).forEach(failover.putArray("peers")::add);
    return trunk.toString();
  }
}
