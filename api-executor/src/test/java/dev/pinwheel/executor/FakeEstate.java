package dev.pinwheel.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A platform that holds any JSON resources at any paths: GET shows one with its version, PATCH
 * merges, PUT replaces, POST does what it was told; every write honours If-Match and
 * Idempotency-Key. A script says what happens to the next calls instead.
 */
final class FakeEstate extends Dispatcher implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final Map<String, ObjectNode> resources = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, Consumer<ObjectNode>> written = new HashMap<>();
  private final Map<String, Consumer<ObjectNode>> read = new HashMap<>();
  private final Map<String, Runnable> posted = new HashMap<>();
  private final Map<String, UnaryOperator<String>> collections = new HashMap<>();
  private final List<Act> script = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private int changes;
  private int actAt;
  private Act actThen;

  /** What happens in place of a call, or after its effect. */
  private record Act(String call, boolean processed, FakePlatform.Reply reply) {}

  FakeEstate() throws IOException {
    server.setDispatcher(this);
    server.start();
  }

  URI url() {
    return server.url("/").uri();
  }

  /** Puts a resource there, or another one in its place. */
  synchronized ObjectNode holds(String path, String json) {
    try {
      ObjectNode resource = (ObjectNode) JSON.readTree(json);
      resources.put(path, resource);
      versions.merge(path, 1, Integer::sum);
      return resource;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  /** The resource as it is now; what a test changes in it is seen by the next call. */
  synchronized ObjectNode resource(String path) {
    return resources.get(path);
  }

  /** Happens to a resource when it was really changed. */
  synchronized void whenWritten(String path, Consumer<ObjectNode> effect) {
    written.put(path, effect);
  }

  /** Happens to a resource right after it was shown. */
  synchronized void whenRead(String path, Consumer<ObjectNode> effect) {
    read.put(path, effect);
  }

  /** A POST to the path does this, and is answered 202. */
  synchronized void whenPosted(String path, Runnable effect) {
    posted.put(path, effect);
  }

  /**
   * A POST to the path creates a resource below it.
   *
   * @param id what it is called, by the id that the body names
   */
  synchronized void creates(String path, UnaryOperator<String> id) {
    collections.put(path, id);
  }

  /**
   * The next call of this name, such as {@code GET /api/v2/…}, is answered so.
   *
   * @param processed whether its effect happens
   */
  synchronized FakeEstate instead(String call, boolean processed, FakePlatform.Reply reply) {
    script.add(new Act(call, processed, reply));
    return this;
  }

  /** The call of this number, 1 for the first, is answered so, whatever it is. */
  synchronized void insteadOfCall(int number, boolean processed, FakePlatform.Reply reply) {
    actAt = number;
    actThen = new Act("", processed, reply);
  }

  FakeEstate instead(String call, MockResponse answer) {
    return instead(call, false, () -> answer);
  }

  /** Every call so far, tokens too. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** Writes that changed a resource. */
  synchronized int changes() {
    return changes;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    String call = request.getMethod() + " " + request.getUrl().encodedPath();
    Optional<Act> act = arrived(call);
    if (act.isEmpty()) {
      return process(request);
    }
    if (act.get().processed()) {
      process(request);
    }
    return act.get().reply().answer();
  }

  private synchronized Optional<Act> arrived(String call) {
    calls.add(call);
    if (calls.size() == actAt) {
      return Optional.of(actThen);
    }
    Optional<Act> act = script.stream().filter(next -> next.call().equals(call)).findFirst();
    act.ifPresent(script::remove);
    return act;
  }

  private synchronized MockResponse process(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.equals("/oauth/token")) {
      return FakePlatform.json(
          200,
          """
          {"access_token": "token", "token_type": "bearer", "expires_in": 3600}\
          """);
    }
    if (request.getMethod().equals("POST") && posted.containsKey(path)) {
      posted.get(path).run();
      return FakePlatform.json(202, "{}");
    }
    if (request.getMethod().equals("POST") && collections.containsKey(path)) {
      return create(path, request);
    }
    ObjectNode resource = resources.get(path);
    if (resource == null) {
      return FakePlatform.json(404, "{\"message\": \"not found\"}");
    }
    if (request.getMethod().equals("GET")) {
      MockResponse shown = answer(path);
      read.getOrDefault(path, unchanged -> {}).accept(resource);
      return shown;
    }
    return write(path, request);
  }

  private MockResponse create(String path, RecordedRequest request) {
    ObjectNode body = FakePlatform.body(request);
    body.put("id", collections.get(path).apply(body.path("id").textValue()));
    String created = path + "/" + body.path("id").textValue();
    if (!resources.containsKey(created)) {
      resources.put(created, body);
      versions.put(created, 1);
      keys.add(request.getHeaders().get("Idempotency-Key"));
      changes++;
      written.getOrDefault(created, unchanged -> {}).accept(body);
    } else if (!keys.contains(request.getHeaders().get("Idempotency-Key"))) {
      return FakePlatform.json(409, "{\"message\": \"there is one\"}");
    }
    return answer(created);
  }

  private MockResponse write(String path, RecordedRequest request) {
    String key = request.getHeaders().get("Idempotency-Key");
    if (keys.contains(key)) {
      return answer(path);
    }
    String expected = request.getHeaders().get("If-Match");
    if (expected != null && !expected.equals(tag(path))) {
      return FakePlatform.json(412, "{\"message\": \"version mismatch\"}");
    }
    ObjectNode before = resources.get(path).deepCopy();
    ObjectNode body = FakePlatform.body(request);
    if (request.getMethod().equals("PUT")) {
      resources.get(path).removeAll();
    }
    resources.get(path).setAll(body);
    keys.add(key);
    if (!resources.get(path).equals(before)) {
      changes++;
      versions.merge(path, 1, Integer::sum);
      written.getOrDefault(path, unchanged -> {}).accept(resources.get(path));
    }
    return answer(path);
  }

  private MockResponse answer(String path) {
    return FakePlatform.json(200, resources.get(path).toString())
        .newBuilder()
        .addHeader("ETag", tag(path))
        .build();
  }

  private String tag(String path) {
    return "\"v" + versions.get(path) + "\"";
  }

  @Override
  public void close() {
    server.close();
  }
}
