package dev.pinwheel.runtime.kafka;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * Looks at the doors of a cluster before a client goes through them. A client that does not speak
 * TLS takes the alert with which a TLS port answers it for the length of a message, 352 MB, and
 * makes room for it; and one that reaches nobody says so after a minute.
 */
public final class BootstrapServers {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** The first bytes of a TLS record that holds an alert (RFC 8446 section 5.1). */
  private static final int ALERT = 0x15;

  private static final int LEGACY_VERSION = 0x03;

  private static final short API_VERSIONS = 18;

  private BootstrapServers() {}

  /**
   * What is wrong with {@code bootstrap.servers} or {@code security.protocol}, in one line; empty
   * where one of the servers can be talked to.
   *
   * @param kafka settings of a Kafka client
   */
  public static Optional<String> fault(Map<String, Object> kafka) {
    String protocol =
        String.valueOf(
                kafka.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"))
            .toUpperCase(Locale.ROOT);
    List<String> faults = new ArrayList<>();
    for (String server : servers(kafka)) {
      Optional<String> fault = fault(server, protocol);
      if (fault.isEmpty()) {
        return fault;
      }
      faults.add(fault.get());
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  private static List<String> servers(Map<String, Object> kafka) {
    Object servers = kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    String text =
        servers instanceof List<?> list
            ? String.join(",", list.stream().map(String::valueOf).toList())
            : servers.toString();
    return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
  }

  private static Optional<String> fault(String server, String protocol) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    if (host == null || port == null) {
      return Optional.of("kafka.bootstrap.servers: " + server + " is not host:port");
    }
    try (Socket socket = new Socket()) {
      int limit = Math.toIntExact(LIMIT.toMillis());
      socket.connect(new InetSocketAddress(host, port), limit);
      socket.setSoTimeout(limit);
      return protocol.endsWith("PLAINTEXT") && speaksTls(socket)
          ? Optional.of(
              "%s speaks TLS: kafka.security.protocol must be %s, not %s"
                  .formatted(
                      server,
                      protocol.replace("PLAINTEXT", "SSL").replace("SSL_SSL", "SSL"),
                      protocol))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("the host name of " + server + " is not known");
    } catch (IOException e) {
      return Optional.of("no broker answers at " + server + " (" + e.getMessage() + ")");
    }
  }

  /** Every broker answers a client that asks for its versions, before any login. */
  private static boolean speaksTls(Socket socket) throws IOException {
    byte[] client = "pinwheel".getBytes(StandardCharsets.US_ASCII);
    DataOutputStream request = new DataOutputStream(socket.getOutputStream());
    request.writeInt(2 + 2 + 4 + 2 + client.length);
    request.writeShort(API_VERSIONS);
    request.writeShort(0); // version
    request.writeInt(0); // correlation id
    request.writeShort(client.length);
    request.write(client);
    request.flush();
    try {
      return socket.getInputStream().read() == ALERT
          && socket.getInputStream().read() == LEGACY_VERSION;
    } catch (SocketTimeoutException e) {
      return false; // slow is no fault yet: the client that comes next tells more
    }
  }
}
