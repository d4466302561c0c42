package dev.pinwheel.webhook.http;

import dev.pinwheel.webhook.delivery.AttemptResult;
import dev.pinwheel.webhook.signature.WebhookSignature;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Sends by OkHttp. One call of {@link #send} is at most one POST: nothing is repeated or redirected
 * behind the attempt history's back.
 */
public final class OkHttpWebhookSender implements WebhookSender {

  /** Longer than receivers commonly keep a connection, OkHttp finds out by itself. */
  private static final Duration IDLE_CONNECTIONS_KEPT = Duration.ofMinutes(1);

  private static final String USER_AGENT = "pinwheel-webhook-delivery";

  private final OkHttpClient client;
  private final Clock clock;

  /**
   * A sender.
   *
   * @param callTimeout limit of one attempt, from the name's resolution to the end of the answer
   * @param connections idle connections kept, as many as attempts are made at the same time
   * @param internalAllowed whether a host name may lead to a loopback or private address
   */
  public OkHttpWebhookSender(
      Duration callTimeout, int connections, boolean internalAllowed, Clock clock) {
    this(callTimeout, connections, new CheckedDns(Dns.SYSTEM, internalAllowed), clock);
  }

  OkHttpWebhookSender(Duration callTimeout, int connections, CheckedDns dns, Clock clock) {
    this.clock = clock;
    Dispatcher dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
    // The stage's own limit holds attempts back before they are stamped and signed; a second queue
    // here would let signatures grow old.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(
                new ConnectionPool(
                    connections, IDLE_CONNECTIONS_KEPT.toSeconds(), TimeUnit.SECONDS))
            .dns(dns)
            // A proxy would resolve names itself, past the check of addresses.
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(callTimeout)
            .connectTimeout(callTimeout)
            .readTimeout(callTimeout)
            .writeTimeout(callTimeout)
            .build();
  }

  @Override
  public AttemptResult send(Endpoint endpoint, WebhookRequest request) throws InterruptedException {
    Call call = client.newCall(signed(endpoint, request));
    CompletableFuture<AttemptResult> result = new CompletableFuture<>();
    call.enqueue(new Completion(endpoint, result));
    try {
      return result.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading an answer failed", e.getCause());
    }
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static Request signed(Endpoint endpoint, WebhookRequest request) {
    byte[] body = request.bytes();
    Request.Builder signed =
        new Request.Builder()
            .url(endpoint.url().toString())
            .header("User-Agent", USER_AGENT)
            .header(WebhookSignature.ID_HEADER, request.webhookId())
            .header(
                WebhookSignature.TIMESTAMP_HEADER,
                WebhookSignature.timestamp(request.attemptedAt()))
            .header(
                WebhookSignature.SIGNATURE_HEADER,
                WebhookSignature.of(
                    endpoint.keys(), request.webhookId(), request.attemptedAt(), body))
            .header("traceparent", request.traceparent())
            .post(new Once(MediaType.get(request.contentType()), body));
    endpoint
        .bearer()
        .ifPresent(token -> signed.header("Authorization", "Bearer " + token.reveal()));
    return signed.build();
  }

  /** A body that OkHttp sends at most once: it would repeat a POST on 408 or a 503 otherwise. */
  private static final class Once extends RequestBody {
    private final MediaType type;
    private final byte[] bytes;

    Once(MediaType type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }

  private final class Completion implements Callback {
    private final Endpoint endpoint;
    private final CompletableFuture<AttemptResult> result;

    Completion(Endpoint endpoint, CompletableFuture<AttemptResult> result) {
      this.endpoint = endpoint;
      this.result = result;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try {
        result.complete(read(response));
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    }

    /** The connection is back in its pool before the next attempt looks for one. */
    private AttemptResult read(Response response) {
      try (response) {
        return Answers.read(response, endpoint.redaction(), clock.instant());
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      result.complete(Answers.failed(e, endpoint.redaction()));
    }
  }
}
