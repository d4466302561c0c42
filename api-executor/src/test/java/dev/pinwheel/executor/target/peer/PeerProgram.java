package dev.pinwheel.executor.target.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's TLS servers. Each demands a client certificate on the ports {@code TLSv1.2} and {@code
 * TLSv1.3}, where it speaks only that; its other ports have names of their own. In a configuration
 * {@code $NAME$} is the address of a port, {@code #NAME#} its number, {@code $FOLDER} where the
 * files are, {@code $BACKEND} the port of a plain HTTP server.
 */
public enum PeerProgram {
  NGINX("nginx", "/usr/sbin/nginx -e stderr -c $CONFIG"),
  APACHE("apache2", "/usr/sbin/apache2 -DFOREGROUND -f $CONFIG"),
  HAPROXY("haproxy", "/usr/sbin/haproxy -db -f $CONFIG"),
  STUNNEL("stunnel4", "/usr/bin/stunnel4 $CONFIG"),
  LIGHTTPD("lighttpd", "/usr/sbin/lighttpd -D -f $CONFIG"),
  GNUTLS("lighttpd-mod-gnutls", "/usr/sbin/lighttpd -D -f $CONFIG");

  private static final Pattern PORT = Pattern.compile("([$#])([A-Za-z0-9.]+)\\1");

  private final String debianPackage;
  private final String command;

  PeerProgram(String debianPackage, String command) {
    this.debianPackage = debianPackage;
    this.command = command;
  }

  public String debianPackage() {
    return debianPackage;
  }

  public boolean isInstalled() {
    return Files.isExecutable(Path.of(words().getFirst()))
        && (this != GNUTLS || Files.exists(Path.of("/usr/lib/lighttpd/mod_gnutls.so")))
        && (this != LIGHTTPD || Files.exists(Path.of("/usr/lib/lighttpd/mod_openssl.so")));
  }

  List<String> command(Path config) {
    return words().stream().map(it -> it.replace("$CONFIG", config.toString())).toList();
  }

  private List<String> words() {
    return List.of(command.split(" ", -1));
  }

  /** Names of its ports. */
  List<String> manners() {
    List<String> names = new ArrayList<>();
    Matcher port = PORT.matcher(configuration());
    while (port.find()) {
      if (!names.contains(port.group(2))) {
        names.add(port.group(2));
      }
    }
    return names;
  }

  String configuration() {
    return switch (this) {
      case NGINX -> PeerConfigurations.NGINX;
      case APACHE -> PeerConfigurations.APACHE;
      case HAPROXY -> PeerConfigurations.HAPROXY;
      case STUNNEL -> PeerConfigurations.STUNNEL;
      case LIGHTTPD -> PeerConfigurations.lighttpd("mod_openssl");
      case GNUTLS -> PeerConfigurations.lighttpd("mod_gnutls");
    };
  }
}
