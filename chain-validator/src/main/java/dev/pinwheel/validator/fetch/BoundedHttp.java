package dev.pinwheel.validator.fetch;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** HTTP requests whose answers are small and soon there, or do not count. */
public final class BoundedHttp implements AutoCloseable {

  private static final int OK = 200;
  private static final String USER_AGENT = "pinwheel-chain-validator";

  private final OkHttpClient client;

  /**
   * A client.
   *
   * @param timeout of one request, from the name's resolution to the end of the answer
   */
  public BoundedHttp(Duration timeout) {
    this(timeout, Dns.SYSTEM);
  }

  BoundedHttp(Duration timeout, Dns resolver) {
    client =
        new OkHttpClient.Builder()
            .dns(new GuardedDns(resolver))
            // a proxy would resolve names itself, past the check of addresses
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .callTimeout(timeout)
            .build();
  }

  /**
   * Fetches.
   *
   * @param mostBytes largest answer
   */
  byte[] get(HttpUrl url, int mostBytes) throws FetchFailedException {
    return answer(new Request.Builder().url(url).get(), mostBytes);
  }

  /** Asks with a body. */
  byte[] post(HttpUrl url, String contentType, byte[] body, int mostBytes)
      throws FetchFailedException {
    return answer(
        new Request.Builder().url(url).post(RequestBody.create(body, MediaType.get(contentType))),
        mostBytes);
  }

  private byte[] answer(Request.Builder asked, int mostBytes) throws FetchFailedException {
    Request request = asked.header("User-Agent", USER_AGENT).build();
    try (Response response = dialled(request)) {
      if (response.code() != OK) {
        throw new FetchFailedException(
            "%s answered with status %d".formatted(request.url(), response.code()));
      }
      BufferedSource source = response.body().source();
      // reads no more than this into memory, whatever the answer says of its length
      if (source.request(mostBytes + 1L)) {
        throw new FetchFailedException(
            "%s answered with more than %d bytes".formatted(request.url(), mostBytes));
      }
      return source.readByteArray();
    } catch (IOException e) {
      throw new FetchFailedException(
          "%s did not answer: %s".formatted(request.url(), e.getMessage()), e);
    }
  }

  private Response dialled(Request request) throws IOException {
    GuardedDns.checkLiteral(request.url().host());
    return client.newCall(request).execute();
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
