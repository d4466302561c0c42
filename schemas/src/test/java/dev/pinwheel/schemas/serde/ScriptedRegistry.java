package dev.pinwheel.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.avro.Schema;

/**
 * A registry over real HTTP that keeps schemas in memory, remembers what it was asked, and gives
 * scripted answers first.
 */
public final class ScriptedRegistry implements AutoCloseable {

  /**
   * One request.
   *
   * @param call method and path
   * @param authorization header, or empty
   */
  public record Call(String call, String authorization) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final String scheme;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Deque<MockResponse> script = new ArrayDeque<>();
  private final List<ObjectNode> byId = new ArrayList<>();
  private final Map<String, List<Integer>> versions = new HashMap<>();
  private final Map<String, String> rules = new HashMap<>();

  private ScriptedRegistry(Optional<SSLSocketFactory> tls) {
    scheme = tls.isPresent() ? "https" : "http";
    tls.ifPresent(server::useHttps);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ScriptedRegistry start() {
    return new ScriptedRegistry(Optional.empty());
  }

  static ScriptedRegistry startWithTls(SSLSocketFactory tls) {
    return new ScriptedRegistry(Optional.of(tls));
  }

  public String url() {
    return scheme + "://localhost:" + server.getPort();
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  List<String> paths() {
    return calls.stream().map(Call::call).toList();
  }

  /** The next answers, whatever is asked. */
  synchronized void next(MockResponse... answers) {
    script.addAll(List.of(answers));
  }

  void next(int... statuses) {
    for (int status : statuses) {
      next(error(status, status, "scripted"));
    }
  }

  /** As if a writer had registered it. */
  public synchronized int register(String subject, Schema schema) {
    return add(subject, JSON.createObjectNode().put("schema", schema.toString()));
  }

  /** A stored schema in the registry's own JSON. */
  synchronized int register(String subject, String json) {
    try {
      return add(subject, (ObjectNode) JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void setRule(String subject, String rule) {
    rules.put(subject, rule);
  }

  static MockResponse error(int status, int code, String message) {
    return json(status, JSON.createObjectNode().put("error_code", code).put("message", message));
  }

  static MockResponse json(int status, JsonNode body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/vnd.schemaregistry.v1+json")
        .body(body.toString())
        .build();
  }

  private synchronized int add(String subject, ObjectNode stored) {
    int id = byId.indexOf(stored) + 1;
    if (id == 0) {
      byId.add(stored);
      id = byId.size();
    }
    List<Integer> ids = versions.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return id;
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String authorization = request.getHeaders().get("Authorization");
    calls.add(
        new Call(
            request.getMethod() + " " + request.getTarget(),
            authorization == null ? "" : authorization));
    if (!script.isEmpty()) {
      return script.poll();
    }
    String[] path = request.getTarget().substring(1).split("/", -1);
    return switch (request.getMethod() + " " + path[0] + " " + path.length) {
      case "GET schemas 3" -> stored(Integer.parseInt(path[2]));
      case "POST subjects 3" ->
          json(200, JSON.createObjectNode().put("id", add(path[1], body(request))));
      case "POST subjects 2" -> version(path[1], byId.indexOf(body(request)) + 1);
      case "GET subjects 4" -> version(path[1], path[3]);
      case "GET config 2" ->
          rules.containsKey(path[1])
              ? json(200, JSON.createObjectNode().put("compatibilityLevel", rules.get(path[1])))
              : error(404, 40408, "no rule of its own");
      case "PUT config 2" -> {
        rules.put(path[1], body(request).path("compatibility").asText());
        yield json(200, body(request));
      }
      case "POST compatibility 4" ->
          json(200, JSON.createObjectNode().put("is_compatible", versions.containsKey(path[2])));
      default -> error(404, 404, "no such path");
    };
  }

  private MockResponse stored(int id) {
    return id > byId.size()
        ? error(404, 40403, "Schema " + id + " not found")
        : json(200, byId.get(id - 1));
  }

  private MockResponse version(String subject, String version) {
    List<Integer> ids = versions.getOrDefault(subject, List.of());
    if (ids.isEmpty()) {
      return error(404, 40401, "Subject not found");
    }
    return version(
        subject, "latest".equals(version) ? ids.getLast() : ids.get(Integer.parseInt(version) - 1));
  }

  private MockResponse version(String subject, int id) {
    List<Integer> ids = versions.getOrDefault(subject, List.of());
    if (!ids.contains(id)) {
      return error(404, 40403, "Schema not found");
    }
    return json(
        200,
        byId.get(id - 1)
            .deepCopy()
            .put("subject", subject)
            .put("id", id)
            .put("version", ids.indexOf(id) + 1));
  }

  private static ObjectNode body(RecordedRequest request) {
    try {
      return (ObjectNode) JSON.readTree(request.getBody().utf8());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
