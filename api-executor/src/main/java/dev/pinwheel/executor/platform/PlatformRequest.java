package dev.pinwheel.executor.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the platform's API.
 *
 * @param method HTTP method
 * @param path path segments below the base URL, not yet percent-encoded
 * @param headers what goes with it besides authorisation and tracing
 * @param body JSON to send; empty for a read
 * @param permission the permission that the platform demands for it, for messages
 */
public record PlatformRequest(
    Method method,
    List<String> path,
    Map<String, String> headers,
    Optional<JsonNode> body,
    String permission) {

  public PlatformRequest {
    path = List.copyOf(path);
    headers = Map.copyOf(headers);
  }

  public static PlatformRequest get(List<String> path, String permission) {
    return new PlatformRequest(Method.GET, path, Map.of(), Optional.empty(), permission);
  }

  /** Method and path, for messages. */
  public String name() {
    return method + " /" + String.join("/", path);
  }

  /** The methods that the targets need. */
  public enum Method {
    GET(false),
    PATCH(true),
    PUT(true),
    POST(true);

    private final boolean write;

    Method(boolean write) {
      this.write = write;
    }

    /** Whether it may change something, so that a lost answer leaves the outcome unknown. */
    public boolean isWrite() {
      return write;
    }
  }
}
