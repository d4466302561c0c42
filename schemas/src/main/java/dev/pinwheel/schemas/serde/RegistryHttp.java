package dev.pinwheel.schemas.serde;

import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.INTERRUPTED;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.OVERLOADED;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.TIMEOUT;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.UNEXPECTED_ANSWER;
import static dev.pinwheel.schemas.serde.RegistryUnavailableException.Code.UNREACHABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry, one address after the other until one gives a usable answer. Every call of the
 * registry's API that we make may be repeated without harm, so a call whose answer was lost is
 * simply asked of the next address. The address that answered last is asked first next time.
 */
final class RegistryHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryConfig config;
  private final ObjectMapper json;
  private final HttpClient http;
  private final AtomicInteger preferred = new AtomicInteger();

  RegistryHttp(RegistryConfig config, ObjectMapper json) {
    this.config = config;
    this.json = json;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // A redirect would carry the credentials to wherever it points.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout());
    config.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /**
   * Sends one request.
   *
   * @param path path below the address, encoded, beginning with a slash
   * @throws RegistryUnavailableException where no address gave a usable answer; the failures of all
   *     but the last are suppressed in it
   */
  RegistryAnswer send(String method, String path, JsonNode body) {
    List<RegistryEndpoint> endpoints = config.endpoints();
    int start = preferred.get();
    RegistryUnavailableException last = null;
    for (int i = 0; i < endpoints.size(); i++) {
      int index = (start + i) % endpoints.size();
      try {
        RegistryAnswer answer = ask(endpoints.get(index), method, path, body);
        preferred.set(index);
        return answer;
      } catch (RegistryUnavailableException e) {
        LOG.debug("schema registry: {}", e.getMessage());
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
        if (e.code() == INTERRUPTED) {
          break;
        }
      }
    }
    throw last;
  }

  private RegistryAnswer ask(RegistryEndpoint endpoint, String method, String path, JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Accept", MEDIA_TYPE + ", application/json")
            .timeout(config.answerTimeout());
    if (body.isMissingNode()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", MEDIA_TYPE);
      request.method(method, BodyPublishers.ofString(body.toString()));
    }
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    HttpResponse<byte[]> response = await(endpoint, request.build());
    int status = response.statusCode();
    if (status >= 500 || status == 408 || status == 429) {
      throw failure(OVERLOADED, endpoint, "HTTP " + status, null);
    }
    return new RegistryAnswer(status, parse(endpoint, response), endpoint.toString());
  }

  /**
   * The future is waited for, and not {@code send} called, because only so does the time limit
   * cover a body that never ends.
   */
  private HttpResponse<byte[]> await(RegistryEndpoint endpoint, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return response.get(config.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw failure(INTERRUPTED, endpoint, "interrupted", e);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw failure(TIMEOUT, endpoint, "no answer in " + config.answerTimeout(), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof HttpTimeoutException) {
        throw failure(TIMEOUT, endpoint, "no answer in time", cause);
      }
      throw failure(UNREACHABLE, endpoint, cause.getClass().getSimpleName(), cause);
    }
  }

  private JsonNode parse(RegistryEndpoint endpoint, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    // Access is refused by proxies too, in words of their own.
    boolean mayBeText = status == 401 || status == 403;
    try {
      JsonNode body = json.readTree(response.body());
      if (body.isContainerNode() || mayBeText) {
        return body;
      }
    } catch (IOException e) {
      if (!mayBeText) {
        throw failure(UNEXPECTED_ANSWER, endpoint, "HTTP " + status + " without JSON", e);
      }
      return json.createObjectNode();
    }
    throw failure(UNEXPECTED_ANSWER, endpoint, "HTTP " + status + " without a JSON object", null);
  }

  static RegistryUnavailableException unexpected(RegistryAnswer answer) {
    return new RegistryUnavailableException(
        UNEXPECTED_ANSWER,
        "schema registry " + answer.endpoint() + ": unexpected HTTP " + answer.status(),
        null);
  }

  private static RegistryUnavailableException failure(
      RegistryUnavailableException.Code code,
      RegistryEndpoint endpoint,
      String what,
      Throwable cause) {
    return new RegistryUnavailableException(
        code, "schema registry " + endpoint + ": " + what, cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
