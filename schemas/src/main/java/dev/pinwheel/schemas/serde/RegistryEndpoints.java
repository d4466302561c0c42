package dev.pinwheel.schemas.serde;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** Reads the registry's addresses and credentials. No message of it shows a credential. */
final class RegistryEndpoints {

  private RegistryEndpoints() {}

  static List<RegistryEndpoint> of(AbstractConfig config) {
    Optional<String> shared = sharedAuthorization(config);
    boolean fromUrl =
        "URL".equals(config.getString(RegistryConfig.BASIC_SOURCE)) && shared.isEmpty();
    return config.getList(RegistryConfig.URLS).stream()
        .map(url -> endpoint(url, shared, fromUrl))
        .toList();
  }

  private static RegistryEndpoint endpoint(
      String text, Optional<String> shared, boolean credentialsFromUrl) {
    URI uri;
    try {
      uri = URI.create(text.trim());
    } catch (IllegalArgumentException e) {
      // The message of the cause would repeat the text, which may hold a password.
      throw refused("not a URL");
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw refused("expected http:// or https:// URLs with a host and without a query");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    Optional<String> own =
        credentialsFromUrl
            ? Optional.ofNullable(uri.getRawUserInfo()).map(RegistryEndpoints::basicOfUrl)
            : Optional.empty();
    return new RegistryEndpoint(
        uri.getScheme() + "://" + uri.getHost() + port + path, shared.or(() -> own));
  }

  private static Optional<String> sharedAuthorization(AbstractConfig config) {
    String bearer = config.getString(RegistryConfig.BEARER_SOURCE);
    if (bearer != null) {
      if (!"STATIC_TOKEN".equals(bearer)) {
        throw new ConfigException(
            RegistryConfig.BEARER_SOURCE, bearer, "only STATIC_TOKEN is supported");
      }
      return Optional.of(
          "Bearer " + required(config, RegistryConfig.BEARER_TOKEN, RegistryConfig.BEARER_SOURCE));
    }
    String basic = config.getString(RegistryConfig.BASIC_SOURCE);
    return switch (basic) {
      case "URL" -> Optional.empty();
      case "USER_INFO" ->
          Optional.of(
              basic(required(config, RegistryConfig.BASIC_USER_INFO, RegistryConfig.BASIC_SOURCE)));
      default ->
          throw new ConfigException(
              RegistryConfig.BASIC_SOURCE, basic, "only URL and USER_INFO are supported");
    };
  }

  private static String required(AbstractConfig config, String name, String because) {
    if (config.getPassword(name) == null || config.getPassword(name).value().isBlank()) {
      throw new ConfigException(name + " is missing, and " + because + " asks for it");
    }
    return config.getPassword(name).value();
  }

  private static String basicOfUrl(String rawUserInfo) {
    // A plus is itself in user information (RFC 3986 section 3.2.1), a blank only in forms.
    return basic(URLDecoder.decode(rawUserInfo.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /** RFC 7617 section 2. */
  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfigException refused(String why) {
    return new ConfigException(RegistryConfig.URLS + ": " + why);
  }
}
