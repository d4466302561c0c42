package dev.pinwheel.testing.sip;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Kamailio (Debian's kamailio and kamailio-tls-modules). The domain of an address says what it asks
 * for: {@code plain.example} no qop, {@code auth.example} and {@code auth-int.example} theirs,
 * {@code proxy.example} a proxy's credentials and then a registrar's.
 */
public final class Kamailio {

  private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");

  private Kamailio() {}

  /** Whether it is installed, with TLS. */
  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM) && modules().isPresent();
  }

  private static Optional<Path> modules() {
    return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib")
        .map(library -> Path.of(library, "kamailio", "modules"))
        .filter(folder -> Files.exists(folder.resolve("tls.so")))
        .findFirst();
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param algorithm of its challenges, {@code MD5} or {@code SHA-256}
   */
  public static RegistrarProcess start(Path folder, HeldCertificate leaf, String algorithm)
      throws IOException, InterruptedException {
    Path pem = RegistrarProcess.pem(folder, leaf);
    return RegistrarProcess.start(
        folder,
        "",
        (port, tlsPort, strictTlsPort) -> {
          Path tls =
              Files.writeString(
                  folder.resolve("tls.cfg"),
                  TLS.replace("PEM", pem.toString())
                      .replace("STRICT", Integer.toString(strictTlsPort)));
          Path configuration =
              Files.writeString(
                  folder.resolve("kamailio.cfg"),
                  CONFIGURATION
                      .replace("STRICT", Integer.toString(strictTlsPort))
                      .replace("SECURE", Integer.toString(tlsPort))
                      .replace("PORT", Integer.toString(port))
                      .replace("MODULES", modules().orElseThrow().toString())
                      .replace("TLS_FILE", tls.toString())
                      .replace("ALGORITHM", algorithm.equals("MD5") ? "" : algorithm)
                      .replace("PASSWORD", RegistrarProcess.PASSWORD));
          return List.of(
              PROGRAM.toString(),
              "-DD",
              "-E",
              "-m",
              "32",
              "-M",
              "4",
              "-Y",
              folder.toString(),
              "-f",
              configuration.toString());
        });
  }

  private static final String TLS =
      """
      [server:default]
      method = TLSv1.2+
      certificate = PEM
      private_key = PEM

      [server:127.0.0.1:STRICT]
      method = TLSv1.2+
      certificate = PEM
      private_key = PEM
      verify_certificate = yes
      require_certificate = yes
      ca_list = PEM
      """;

  private static final String CONFIGURATION =
      """
      #!KAMAILIO
      log_stderror=yes
      children=1
      tcp_children=1
      auto_aliases=no
      enable_tls=yes
      listen=udp:127.0.0.1:PORT
      listen=tcp:127.0.0.1:PORT
      listen=tls:127.0.0.1:SECURE
      listen=tls:127.0.0.1:STRICT
      mpath="MODULES"
      loadmodule "sl.so"
      loadmodule "pv.so"
      loadmodule "textops.so"
      loadmodule "auth.so"
      loadmodule "usrloc.so"
      loadmodule "registrar.so"
      loadmodule "tls.so"
      modparam("tls", "config", "TLS_FILE")
      modparam("auth", "algorithm", "ALGORITHM")
      request_route {
        if (!is_method("REGISTER")) { sl_send_reply("405", "Method Not Allowed"); exit; }
        if ($fd == "proxy.example" && !pv_proxy_authenticate("gateway.example", "PASSWORD", "0")) {
          proxy_challenge("gateway.example", "1");
          exit;
        }
        if (!pv_www_authenticate("$fd", "PASSWORD", "0")) {
          if ($fd == "plain.example") { www_challenge("$fd", "0"); }
          else if ($fd == "auth-int.example") { www_challenge("$fd", "2"); }
          else { www_challenge("$fd", "1"); }
          exit;
        }
        save("location");
        exit;
      }
      """;
}
