package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.ChainValidator;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;

/**
 * What may be fetched and from where.
 *
 * @param issuerHosts hosts from which missing intermediates are fetched; none for nothing
 * @param crlAddresses addresses of CRLs
 * @param responders addresses of OCSP responders, asked in this order
 * @param timeout of one request
 */
public record FetchSettings(
    AllowedHosts issuerHosts,
    List<HttpUrl> crlAddresses,
    List<HttpUrl> responders,
    Duration timeout) {

  /** More of either would slow every rotation down. */
  private static final int MOST_ADDRESSES = 16;

  public FetchSettings {
    crlAddresses = List.copyOf(crlAddresses);
    responders = List.copyOf(responders);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException where it is none of HTTP
   */
  public static HttpUrl address(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException("expected an http:// or https:// address, not " + text);
    }
    return url;
  }

  /**
   * Reads addresses that are separated by commas; blank for none.
   *
   * @throws IllegalArgumentException that names the one that is none
   */
  public static List<HttpUrl> addresses(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<HttpUrl> urls =
        List.of(text.trim().split("\\s*,\\s*", -1)).stream().map(FetchSettings::address).toList();
    if (urls.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException("expected at most " + MOST_ADDRESSES + " addresses");
    }
    return urls;
  }

  /**
   * A validator that fetches what these settings allow.
   *
   * @param validator what judges
   * @param random source of nonces
   */
  public FetchingValidator around(ChainValidator validator, RandomGenerator random) {
    BoundedHttp http = new BoundedHttp(timeout);
    RevocationSource lists =
        crlAddresses.isEmpty() ? RevocationSource.NONE : new CrlAddresses(http, crlAddresses);
    RevocationSource answers =
        responders.isEmpty() ? RevocationSource.NONE : new OcspResponders(http, responders, random);
    return new FetchingValidator(
        validator,
        issuerHosts.authorities().isEmpty() ? IssuerSource.NONE : new AiaIssuers(http, issuerHosts),
        lists.and(answers));
  }
}
