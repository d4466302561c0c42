package dev.pinwheel.benchmarks.chain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Go's crypto/x509 on the same chains, by a small program, where Go is installed. */
final class GoProgram {

  private final Path folder;

  GoProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * Chains per second; empty where there is no {@code go} on the path.
   *
   * @param seconds how long it is measured, after as long a warm-up
   */
  Optional<Double> chainsPerSecond(Corpus corpus, int seconds)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (InputStream program = GoProgram.class.getResourceAsStream("/chains/chains.go")) {
      Files.copy(program, folder.resolve("chains.go"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(folder.resolve("root.pem"), corpus.root().pem());
    Files.writeString(folder.resolve("chains.txt"), String.join("=\n", corpus.bundles()));
    Process process;
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      "go", "run", "chains.go", Corpus.NOW.toString(), Integer.toString(seconds)))
              .directory(folder.toFile())
              .redirectError(folder.resolve("go.log").toFile())
              .start();
    } catch (IOException e) {
      // thrown where there is no such program
      return Optional.empty();
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "the Go program failed: " + Files.readString(folder.resolve("go.log")));
    }
    return Optional.of(Double.parseDouble(out.strip()));
  }
}
