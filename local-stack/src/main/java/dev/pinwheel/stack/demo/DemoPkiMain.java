package dev.pinwheel.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills a folder with the certificates of a demo: what the chain validator trusts, and chains to
 * ask for. A folder that has its trust anchor is left as it is. No private key is written.
 */
public final class DemoPkiMain {

  private static final String ANCHORS = "anchors.pem";

  /** As many as the simulated organisation has OAuth clients at first. */
  private static final int CLIENTS = 10;

  private static final int WRONG_USAGE = 2;

  private DemoPkiMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("expected one argument: the folder for the certificates");
      System.exit(WRONG_USAGE);
    }
    boolean written = fill(Path.of(arguments[0]), Clock.systemUTC(), new SecureRandom());
    System.out.println(
        written ? "The demo's certificates are written." : "The demo's certificates are there.");
  }

  /** False where there was nothing to do. */
  static boolean fill(Path folder, Clock clock, SecureRandom random) throws IOException {
    if (Files.exists(folder.resolve(ANCHORS))) {
      return false;
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files(new DemoPki(clock.instant(), random)).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return true;
  }

  /** The anchors come last: a folder that was filled halfway is filled again. */
  private static Map<String, String> files(DemoPki pki) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int number = 1; number <= CLIENTS; number++) {
      String client = "example-client-" + number;
      files.put(client + ".pem", pki.good(client).chainPem());
      files.put(client + "-next.pem", pki.good(client).chainPem());
    }
    files.put("refused-expired.pem", pki.expired("example-client-1"));
    files.put("refused-other-issuer.pem", pki.otherIssuer("example-client-1"));
    files.put("intermediates.pem", pki.intermediates());
    files.put(ANCHORS, pki.anchors());
    return files;
  }
}
