package dev.pinwheel.stack.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.embedded.TemporaryFolder;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.demo.Expectation.Applied;
import dev.pinwheel.stack.demo.Expectation.Failed;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.Credential;
import dev.pinwheel.stack.simulator.genesys.DataEndpoint;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.tls.MutualTlsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The demo's Data Action endpoints: a server with mutual TLS, and the keys to show it. */
final class DemoEndpoints implements AutoCloseable {

  private static final int GOOD = 4;

  private final DemoPki pki;
  private final TemporaryFolder folder;
  private final MutualTlsServer server;
  private final List<PlannedRotation> rotations = new ArrayList<>();
  private final List<Credential> credentials = new ArrayList<>();
  private final List<DataEndpoint> endpoints = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();

  private DemoEndpoints(DemoPki pki, TemporaryFolder folder, MutualTlsServer server) {
    this.pki = pki;
    this.folder = folder;
    this.server = server;
    settings.put("data.action.trust", write("trust.pem", pki.anchors()).toString());
    for (int number = 1; number <= GOOD; number++) {
      String id = "crm-%d".formatted(number);
      HeldCertificate next = plan(id, "handshakes before and after", it -> {}, new Applied());
      key(id, next.privateKeyPem());
    }
    plan("crm-unseen", "no key at hand: not checked", it -> {}, new Applied());
    plan(
        "crm-hasty",
        "settings that fail later",
        unsafe -> unsafe.put("verifySsl", false).put("timeout", 3000).put("retryCount", 5),
        new Failed("ENDPOINT_SETTINGS_UNSAFE"));
    plan("crm-locked", "a key under a passphrase", it -> {}, new Failed("PRIVATE_KEY_ENCRYPTED"));
    key("crm-locked", HeldCertificate.block("ENCRYPTED PRIVATE KEY", new byte[] {0x30, 0}));
  }

  /** Starts the server that the endpoints call. */
  static DemoEndpoints start(DemoPki pki) {
    TemporaryFolder folder = TemporaryFolder.create("pinwheel-endpoint-keys-");
    try {
      return new DemoEndpoints(
          pki,
          folder,
          MutualTlsServer.start(
              pki.server("localhost"), MutualTlsServer.Manners.trusting(pki.root())));
    } catch (IOException e) {
      folder.close();
      throw new UncheckedIOException("the endpoints' server cannot listen", e);
    }
  }

  List<PlannedRotation> rotations() {
    return rotations;
  }

  /** What the executor has to be told to reach the keys. */
  Map<String, String> executorSettings() {
    return settings;
  }

  void create(GenesysCloudSimulator platform) {
    credentials.forEach(platform::add);
    endpoints.forEach(platform::add);
  }

  @Override
  public void close() {
    try (folder) {
      server.close();
    }
  }

  private HeldCertificate plan(
      String id, String story, Consumer<ObjectNode> trouble, Expectation expectation) {
    HeldCertificate next = pki.good(id);
    CertificateChain old = pki.served(id);
    credentials.add(Credential.certificate(id + "-old", old));
    credentials.add(Credential.certificate(id + "-new", DemoPki.chain(next.chainPem())));
    credentials.add(Credential.privateKey(id + "-key", next.privateKey()));
    ObjectNode endpoint = Replies.JSON.createObjectNode();
    endpoint.put("name", "CRM of " + id).put("url", server.url().toString());
    endpoint.put("securityType", "mutual_tls").put("verifySsl", true);
    endpoint.put("timeout", 5000).put("retryCount", 2).put("retryInterval", 1000);
    endpoint
        .putObject("headers")
        .put("Content-Type", "application/json")
        .put("Accept", "application/json");
    endpoint
        .putObject("mutualTls")
        .put("clientCertificateId", id + "-old")
        .put("privateKeyId", id + "-old-key")
        .put("caCertificateId", "demo-ca");
    trouble.accept(endpoint);
    endpoints.add(new DataEndpoint(id, endpoint, Optional.of(old), Optional.of(old.leafPin()), 1));
    rotations.add(
        new PlannedRotation(
            story,
            false,
            EventIds.of("demo/" + id),
            Target.newBuilder()
                .setKind(TargetKind.DATA_ACTION_ENDPOINT)
                .setRegion(DemoPlan.REGION)
                .setId(id)
                .build(),
            next.chainPem(),
            List.of(),
            DemoPlan.DEFAULT,
            Optional.of(new CredentialReferences(id + "-new", id + "-key", null)),
            expectation));
    return next;
  }

  /** The executor finds the key that the platform's store has under the same id. */
  private void key(String id, String pem) {
    settings.put("data.action.keys." + id + "-key", "file:" + write(id + ".key", pem));
  }

  private Path write(String name, String text) {
    Path file = folder.path().resolve(name);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
