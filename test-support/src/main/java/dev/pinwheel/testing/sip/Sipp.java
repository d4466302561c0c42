package dev.pinwheel.testing.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** sipp, a SIP program that is not ours (Debian's package sip-tester). */
public final class Sipp {

  private Sipp() {}

  /** Where it is; empty where it is not installed. */
  public static Optional<Path> program() {
    return Stream.of("/usr/bin/sipp", "/usr/local/bin/sipp")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Plays a scenario once; its files lie in the folder. */
  static Process play(Path program, Path folder, String scenario, String... arguments)
      throws IOException {
    Path file = Files.writeString(folder.resolve("scenario.xml"), scenario);
    List<String> command = new ArrayList<>(List.of(program.toString(), "-sf", file.toString()));
    command.addAll(List.of("-i", "127.0.0.1", "-m", "1", "-nostdin", "-timeout", "30s"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("sipp.log").toFile())
        .start();
  }
}
