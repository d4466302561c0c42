package dev.pinwheel.executor.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Genesys Cloud's published regions and the domain of each, from {@code regions.properties}: its
 * API is at {@code https://api.DOMAIN}, its token endpoint at {@code https://login.DOMAIN}.
 */
public final class Regions {

  private final SortedMap<String, String> domains;
  private final Optional<URI> apiOverride;
  private final Optional<URI> authOverride;

  private Regions(
      SortedMap<String, String> domains, Optional<URI> apiOverride, Optional<URI> authOverride) {
    this.domains = domains;
    this.apiOverride = apiOverride;
    this.authOverride = authOverride;
  }

  /**
   * The published regions.
   *
   * @param apiOverride base URL that serves every region, known or not, in place of the table
   * @param authOverride token endpoint's base URL; where only the API is overridden, that one
   *     serves tokens too
   */
  public static Regions published(Optional<URI> apiOverride, Optional<URI> authOverride) {
    Properties table = new Properties();
    try (InputStream resource = Regions.class.getResourceAsStream("regions.properties")) {
      table.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException("regions.properties is part of this jar", e);
    }
    SortedMap<String, String> domains = new TreeMap<>();
    table.forEach((region, domain) -> domains.put((String) region, (String) domain));
    return new Regions(domains, apiOverride, authOverride.or(() -> apiOverride));
  }

  /** The published names, in order. */
  public SortedSet<String> names() {
    return new TreeSet<>(domains.keySet());
  }

  /**
   * Host names of API and token endpoint.
   *
   * @param regions which regions; empty: all of them
   */
  Set<String> hosts(Set<String> regions) {
    Set<String> hosts = new TreeSet<>();
    for (String region : regions.isEmpty() ? domains.keySet() : regions) {
      place("", region)
          .ifPresent(
              place -> {
                hosts.add(PlatformTls.host(place.api()));
                hosts.add(PlatformTls.host(place.auth()));
              });
    }
    return hosts;
  }

  /** Where an organisation in a region is reached; empty where there is no such region. */
  public Optional<PlatformPlace> place(String organization, String region) {
    Optional<String> domain = Optional.ofNullable(domains.get(region));
    Optional<URI> api = apiOverride.or(() -> domain.map(name -> URI.create("https://api." + name)));
    Optional<URI> auth =
        authOverride.or(() -> domain.map(name -> URI.create("https://login." + name)));
    return api.isPresent() && auth.isPresent()
        ? Optional.of(new PlatformPlace(organization, region, api.get(), auth.get()))
        : Optional.empty();
  }
}
