package dev.pinwheel.stack.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okio.ByteString;

/** Ready-made HTTP answers, and the one JSON mapper of the simulators. */
public final class Replies {

  public static final JsonMapper JSON = JsonMapper.builder().build();

  private Replies() {}

  public static Reply json(int status, JsonNode body) {
    try {
      return typed(status, "application/json", JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), ByteString.EMPTY);
  }

  public static Reply typed(int status, String contentType, String body) {
    return new Reply(
        status,
        Map.of("Content-Type", contentType),
        ByteString.encodeString(body, StandardCharsets.UTF_8));
  }

  /** For admin routes: {@code {"error": …}}. */
  public static Reply adminError(int status, String message) {
    return json(status, JSON.createObjectNode().put("error", message));
  }
}
