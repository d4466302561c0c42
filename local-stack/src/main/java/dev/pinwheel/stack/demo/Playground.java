package dev.pinwheel.stack.demo;

import dev.pinwheel.embedded.TemporaryFolder;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.TrustedPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A local stack with a few OAuth clients and certificates to play with. */
public final class Playground implements AutoCloseable {

  private static final int CLIENTS = 10;

  private final LocalStack stack;
  private final TemporaryFolder folder;

  private Playground(LocalStack stack, TemporaryFolder folder) {
    this.stack = stack;
    this.folder = folder;
  }

  public static Playground start(
      StackOptions options, Clock clock, SecureRandom random, Consumer<String> progress)
      throws InterruptedException {
    DemoPki pki = new DemoPki(clock.instant(), random);
    LocalStack stack =
        LocalStack.start(
            options, new TrustedPki(pki.anchors(), pki.intermediates()), clock, random, progress);
    Map<String, Trouble> clients = new LinkedHashMap<>();
    for (int i = 1; i <= CLIENTS; i++) {
      clients.put("client-" + i, Trouble.NONE);
    }
    new DemoWorld(stack.simulators().platform(), pki).create(clients);
    TemporaryFolder folder = TemporaryFolder.create("pinwheel-certificates-");
    write(folder, "anchors.pem", pki.anchors());
    write(folder, "good.pem", pki.good("client-1").chainPem());
    write(folder, "expired.pem", pki.expired("client-2"));
    write(folder, "other-issuer.pem", pki.otherIssuer("client-3"));
    return new Playground(stack, folder);
  }

  public LocalStack stack() {
    return stack;
  }

  /** A target that can be rotated, as the submit command takes it. */
  public String exampleTarget() {
    return "OAUTH_CLIENT/" + DemoPlan.REGION + "/client-1";
  }

  /** A PEM file with a good chain for it. */
  public Path exampleChain() {
    return folder.path().resolve("good.pem");
  }

  @Override
  public void close() {
    try (folder) {
      stack.close();
    }
  }

  private static void write(TemporaryFolder folder, String name, String text) {
    try {
      Files.writeString(folder.path().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }
}
