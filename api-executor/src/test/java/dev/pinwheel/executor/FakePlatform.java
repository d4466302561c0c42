package dev.pinwheel.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A platform with state on a loopback port: tokens, one OAuth client, versions, idempotency keys. A
 * script says what happens to the next calls in place of, or after, the right thing.
 */
final class FakePlatform extends Dispatcher implements AutoCloseable {

  static final String SECRET = "s3cr3t-canary-of-the-client";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final ObjectNode client = JSON.createObjectNode();
  private final Queue<Act> script = new ArrayDeque<>();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final Set<String> applied = new HashSet<>();
  private final Set<String> tokens = new HashSet<>();
  private int tokensIssued;
  private long tokenLifetime = 3600;
  private int version = 1;
  private int changes;
  private boolean versioned = true;
  private boolean forgetful;

  /** What happens to the next call of a kind. */
  private record Act(Call call, When when, Reply reply) {}

  /** When a scripted reply is made, as seen from the right thing. */
  private enum When {
    INSTEAD,
    AFTER,
    BEFORE
  }

  enum Call {
    TOKEN,
    GET,
    PATCH
  }

  /** An answer in place of the right one; it may hold the connection meanwhile. */
  @FunctionalInterface
  interface Reply {
    MockResponse answer() throws InterruptedException;
  }

  FakePlatform() throws IOException {
    client.put("id", Events.CLIENT_ID);
    client.put("name", "routing");
    client.put("mtlsRequired", true);
    holds(Certificates.OLD);
    server.setDispatcher(this);
    server.start();
  }

  URI url() {
    return server.url("/").uri();
  }

  /** The next calls of this kind are answered so, and have no effect. */
  FakePlatform instead(Call call, MockResponse... answers) {
    for (MockResponse answer : answers) {
      act(call, false, () -> answer);
    }
    return this;
  }

  /** The next call of this kind has its effect, but is answered so. */
  FakePlatform after(Call call, MockResponse answer) {
    return act(call, true, () -> answer);
  }

  FakePlatform act(Call call, boolean processed, Reply reply) {
    return add(new Act(call, processed ? When.AFTER : When.INSTEAD, reply));
  }

  /** The next call of this kind is held up first, and then served and answered as is right. */
  FakePlatform late(Call call, CountDownLatch arrived, CountDownLatch goOn) {
    return add(
        new Act(
            call,
            When.BEFORE,
            () -> {
              arrived.countDown();
              goOn.await();
              return null;
            }));
  }

  /** The next call of this kind is served and answered as is right. */
  FakePlatform rightly(Call call) {
    return add(new Act(call, When.BEFORE, () -> null));
  }

  private synchronized FakePlatform add(Act act) {
    script.add(act);
    return this;
  }

  synchronized void holds(Certificates.Held held) {
    client.put("certificateChain", held.pem());
    client.put("primaryPin", held.pin().base64());
    version++;
  }

  synchronized ObjectNode client() {
    return client;
  }

  synchronized void withoutVersions() {
    versioned = false;
  }

  /** Writes are accepted and counted as calls, and change nothing. */
  synchronized void forgetsWrites() {
    forgetful = true;
  }

  synchronized void tokenLifetime(long seconds) {
    tokenLifetime = seconds;
  }

  synchronized void revokeTokens() {
    tokens.clear();
  }

  /** Writes that changed what the client holds. */
  synchronized int changes() {
    return changes;
  }

  synchronized long count(Call call) {
    return requests.stream().filter(request -> call(request) == call).count();
  }

  synchronized List<RecordedRequest> requests(Call call) {
    return requests.stream().filter(request -> call(request) == call).toList();
  }

  static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .addHeader("X-Request-Id", "req-" + status)
        .body(body)
        .build();
  }

  static ObjectNode body(RecordedRequest request) {
    try {
      return (ObjectNode) JSON.readTree(request.getBody().utf8());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + request, e);
    }
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    Call call = call(request);
    Act act = arrived(call, request);
    return switch (act.when()) {
      case INSTEAD -> act.reply().answer();
      case AFTER -> {
        process(call, request);
        yield act.reply().answer();
      }
      case BEFORE -> {
        act.reply().answer();
        yield process(call, request);
      }
    };
  }

  private synchronized Act arrived(Call call, RecordedRequest request) {
    requests.add(request);
    boolean scripted = !script.isEmpty() && script.peek().call() == call;
    return scripted ? script.remove() : new Act(call, When.BEFORE, () -> null);
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized MockResponse process(Call call, RecordedRequest request) {
    return switch (call) {
      case TOKEN -> issue();
      case GET -> isAuthorized(request) ? answer() : unauthorized();
      case PATCH -> isAuthorized(request) ? patch(request) : unauthorized();
    };
  }

  private MockResponse issue() {
    String token = "token-canary-" + ++tokensIssued;
    tokens.add(token);
    return json(
        200,
        """
        {"access_token": "%s", "token_type": "bearer", "expires_in": %d}\
        """
            .formatted(token, tokenLifetime));
  }

  private boolean isAuthorized(RecordedRequest request) {
    String header = String.valueOf(request.getHeaders().get("Authorization"));
    return header.startsWith("Bearer ") && tokens.contains(header.substring("Bearer ".length()));
  }

  private static MockResponse unauthorized() {
    return json(401, "{\"message\": \"token expired\"}");
  }

  private MockResponse patch(RecordedRequest request) {
    String key = request.getHeaders().get("Idempotency-Key");
    if (applied.contains(key) || forgetful) {
      return answer();
    }
    String expected = request.getHeaders().get("If-Match");
    if (versioned && expected != null && !expected.equals(tag())) {
      return json(412, "{\"message\": \"version mismatch\"}");
    }
    ObjectNode before = client.deepCopy();
    client.setAll(body(request));
    applied.add(key);
    if (!client.equals(before)) {
      changes++;
      version++;
    }
    return answer();
  }

  private MockResponse answer() {
    MockResponse.Builder answer = json(200, client.toString()).newBuilder();
    if (versioned) {
      answer.addHeader("ETag", tag());
    }
    return answer.build();
  }

  private String tag() {
    return "\"v" + version + "\"";
  }

  private static Call call(RecordedRequest request) {
    return request.getTarget().endsWith("/oauth/token")
        ? Call.TOKEN
        : Call.valueOf(request.getMethod());
  }
}
