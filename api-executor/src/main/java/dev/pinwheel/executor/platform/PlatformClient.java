package dev.pinwheel.executor.platform;

import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * HTTP to the platform. One exchange for each call: no redirect is followed, and no write is sent
 * twice behind our back. An interrupt cancels the exchange.
 */
public final class PlatformClient implements AutoCloseable {

  /** Bodies above 1 MiB are not the platform's: a client with its chain takes a few KiB. */
  public static final int LARGEST_BODY = 1 << 20;

  /** Above the engine's concurrency; the engine is what limits it. */
  private static final int MOST_CALLS = 4096;

  private static final int IDLE_CONNECTIONS = 64;
  private static final Duration IDLE_FOR = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final OkHttpClient reads;
  private final OkHttpClient writes;

  /**
   * A client.
   *
   * @param timeout longest exchange, from connecting to the last byte
   */
  PlatformClient(Duration timeout, PlatformTls tls) {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MOST_CALLS);
    dispatcher.setMaxRequestsPerHost(MOST_CALLS);
    reads =
        tls.applyTo(new OkHttpClient.Builder())
            .dispatcher(dispatcher)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_FOR.toSeconds(), TimeUnit.SECONDS))
            .callTimeout(timeout)
            .connectTimeout(timeout)
            // The limit of the whole call is what ends a silent one: a second limit of the same
            // length would only race with it for what the failure is called.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
    // A read may find its pooled connection closed and take another one; for a write that would be
    // a second sending that nobody counts.
    writes = reads.newBuilder().retryOnConnectionFailure(false).build();
  }

  /** Sends an authorised call. */
  public Exchange exchange(URI base, PlatformRequest request, Secret token, TraceContext trace)
      throws InterruptedException {
    HttpUrl.Builder url = HttpUrl.get(base).newBuilder();
    request.path().forEach(url::addPathSegment);
    Request.Builder http =
        new Request.Builder()
            .url(url.build())
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token.reveal())
            .header(TraceContext.HEADER, trace.header());
    request.headers().forEach(http::header);
    RequestBody body = request.body().map(json -> (RequestBody) new OnceBody(json)).orElse(null);
    http.method(request.method().name(), body);
    return send(request.method().isWrite() ? writes : reads, http.build(), List.of(token.reveal()));
  }

  /**
   * Asks for a token (RFC 6749 section 4.4.2). Id and secret are form-encoded inside of Basic, as
   * section 2.3.1 says; for the characters that the platform's own ones have that changes nothing.
   */
  Exchange tokenExchange(URI auth, String clientId, Secret clientSecret)
      throws InterruptedException {
    String encodedSecret = URLEncoder.encode(clientSecret.reveal(), StandardCharsets.UTF_8);
    String basic =
        Credentials.basic(URLEncoder.encode(clientId, StandardCharsets.UTF_8), encodedSecret);
    Request request =
        new Request.Builder()
            .url(HttpUrl.get(auth).newBuilder().addPathSegments("oauth/token").build())
            .header("Accept", "application/json")
            .header("Authorization", basic)
            .post(new FormBody.Builder().add("grant_type", "client_credentials").build())
            .build();
    return send(
        reads,
        request,
        List.of(clientSecret.reveal(), encodedSecret, basic.substring("Basic ".length())));
  }

  @Override
  public void close() {
    reads.dispatcher().cancelAll();
    threads.shutdown();
    reads.connectionPool().evictAll();
  }

  private static Exchange send(OkHttpClient client, Request request, List<String> secrets)
      throws InterruptedException {
    Call call = client.newCall(request);
    CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            exchange.complete(noAnswer(e));
          }

          @Override
          public void onResponse(Call answered, Response response) {
            try (response) {
              exchange.complete(answered(response, secrets));
            } catch (IOException e) {
              exchange.complete(noAnswer(e));
            } catch (RuntimeException e) {
              // OkHttp would only log it, and the caller would wait for ever.
              exchange.completeExceptionally(e);
            }
          }
        });
    try {
      return exchange.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer could not be taken apart", e);
    }
  }

  private static Exchange answered(Response response, List<String> secrets) throws IOException {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(
            header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
    BufferedSource source = response.body().source();
    boolean tooLarge = source.request(LARGEST_BODY + 1L);
    String text = tooLarge ? "" : masked(source.readUtf8(), secrets);
    headers.replaceAll((name, value) -> masked(value, secrets));
    return new Exchange.Answered(response.code(), headers, text, tooLarge);
  }

  /** An answer may echo what was sent, and its text goes into events and logs. */
  private static String masked(String text, List<String> secrets) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, "***");
    }
    return masked;
  }

  private static Exchange noAnswer(IOException e) {
    return new Exchange.NoAnswer(e.getClass().getSimpleName() + ": " + e.getMessage());
  }
}
