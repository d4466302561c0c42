package dev.pinwheel.testing.sip;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * ejabberd's SIP registrar (Debian's ejabberd and erlang-p1-sip) for {@code carrier.example}, in an
 * Erlang that is no node of a network.
 */
public final class Ejabberd {

  private static final Path ERLANG = Path.of("/usr/bin/erl");

  private Ejabberd() {}

  /** Whether it is installed, with SIP. */
  public static boolean isInstalled() throws IOException {
    return Files.isExecutable(ERLANG)
        && libraries("/usr/lib/erlang/lib", "p1_sip-") + libraries(multiArch(), "ejabberd-") >= 2;
  }

  private static long libraries(String folder, String prefix) throws IOException {
    if (!Files.isDirectory(Path.of(folder))) {
      return 0;
    }
    try (Stream<Path> found = Files.list(Path.of(folder))) {
      return found.filter(one -> one.getFileName().toString().startsWith(prefix)).limit(1).count();
    }
  }

  private static String multiArch() {
    return "/usr/lib/%s-linux-gnu"
        .formatted(System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64");
  }

  /** Starts it, and waits until it listens. */
  public static RegistrarProcess start(Path folder, HeldCertificate leaf)
      throws IOException, InterruptedException {
    Path pem = RegistrarProcess.pem(folder, leaf);
    return RegistrarProcess.start(
        folder,
        READY,
        (port, tlsPort, unused) -> {
          Path configuration =
              Files.writeString(
                  folder.resolve("ejabberd.yml"),
                  CONFIGURATION
                      .replace("SECURE", Integer.toString(tlsPort))
                      .replace("PORT", Integer.toString(port))
                      .replace("PEM", pem.toString()));
          return List.of(
              ERLANG.toString(),
              "-noinput",
              "-env",
              "ERL_LIBS",
              multiArch(),
              "-mnesia",
              "dir",
              "\"" + folder.resolve("mnesia") + "\"",
              "-ejabberd",
              "config",
              "\"" + configuration + "\"",
              "log_path",
              "\"" + folder.resolve("ejabberd.log") + "\"",
              "-eval",
              START
                  .replace("USER", RegistrarProcess.USER)
                  .replace("PASSWORD", RegistrarProcess.PASSWORD));
        });
  }

  private static final String READY = "the account is there";

  private static final String START =
      "{ok, _} = application:ensure_all_started(ejabberd),"
          + " ok = ejabberd_auth:try_register(<<\"USER\">>, <<\"carrier.example\">>,"
          + " <<\"PASSWORD\">>),"
          + " io:format(\""
          + READY
          + "~n\").";

  private static final String CONFIGURATION =
      """
      loglevel: warning
      hosts:
        - carrier.example
      auth_method: internal
      acme:
        auto: false
      certfiles:
        - PEM
      listen:
        - port: PORT
          ip: "127.0.0.1"
          transport: udp
          module: ejabberd_sip
        - port: PORT
          ip: "127.0.0.1"
          module: ejabberd_sip
        - port: SECURE
          ip: "127.0.0.1"
          module: ejabberd_sip
          tls: true
      modules:
        mod_sip: {}
      """;
}
