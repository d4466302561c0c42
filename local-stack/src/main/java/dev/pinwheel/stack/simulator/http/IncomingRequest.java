package dev.pinwheel.stack.simulator.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/**
 * One request as it came in.
 *
 * @param method upper case, such as {@code PATCH}
 * @param path without the query
 * @param pathParameters what stood in place of the {@code {name}} of the route
 * @param query last value of each query parameter
 * @param headers by lower-case name
 * @param body the bytes, untouched: a signature is over these
 * @param fromLoopback whether the peer's address is a loopback address
 */
public record IncomingRequest(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Map<String, String> headers,
    ByteString body,
    boolean fromLoopback) {

  public IncomingRequest {
    pathParameters = Map.copyOf(pathParameters);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What stood in place of {@code {id}}, if the route has it. */
  public Optional<String> id() {
    return Optional.ofNullable(pathParameters.get("id"));
  }
}
