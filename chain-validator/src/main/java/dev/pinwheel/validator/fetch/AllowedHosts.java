package dev.pinwheel.validator.fetch;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Hosts that may be asked, by name. A certificate names the address that is fetched, and whoever
 * made it may be an enemy: without an entry here nothing is fetched, and an entry opens one port.
 *
 * @param authorities {@code host:port}, in lower case
 */
public record AllowedHosts(Set<String> authorities) {

  public static final AllowedHosts NONE = new AllowedHosts(Set.of());

  private static final int MOST_ADDRESS_CHARACTERS = 2048;

  public AllowedHosts {
    authorities = Set.copyOf(authorities);
  }

  /**
   * Reads {@code host} or {@code host:port}, separated by commas; a host without a port stands for
   * its ports 80 and 443.
   *
   * @throws IllegalArgumentException that names the entry that is none
   */
  public static AllowedHosts parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    return new AllowedHosts(
        Arrays.stream(text.trim().split("\\s*,\\s*", -1))
            .flatMap(entry -> authorities(entry).stream())
            .collect(Collectors.toSet()));
  }

  private static Set<String> authorities(String entry) {
    HttpUrl url = HttpUrl.parse("http://" + entry + "/");
    if (url == null || !url.encodedPath().equals("/") || !url.username().isEmpty()) {
      throw new IllegalArgumentException("expected host or host:port, not \"" + entry + "\"");
    }
    return entry.matches(".*:[0-9]+")
        ? Set.of(url.host() + ":" + url.port())
        : Set.of(url.host() + ":80", url.host() + ":443");
  }

  /** The address, where it is one of HTTP and its host is allowed. */
  Optional<HttpUrl> permitted(String address) {
    if (address.length() > MOST_ADDRESS_CHARACTERS) {
      return Optional.empty();
    }
    return Optional.ofNullable(HttpUrl.parse(address))
        .filter(url -> url.username().isEmpty() && url.password().isEmpty())
        .filter(url -> authorities.contains(url.host() + ":" + url.port()));
  }
}
