package dev.pinwheel.executor.target.peer;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server has as PEM files: its own chain and key, apart and together, and whom it trusts.
 */
record PeerFiles(HeldCertificate server, HeldCertificate root) {

  void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve("server.pem"), server.chainPem());
    Files.writeString(folder.resolve("server.key"), server.privateKeyPem());
    Files.writeString(folder.resolve("both.pem"), server.chainPem() + server.privateKeyPem());
    Files.writeString(folder.resolve("root.pem"), root.pem());
    Files.writeString(folder.resolve("index.html"), "ok\n");
  }
}
