package dev.pinwheel.executor.platform;

import java.time.Clock;
import java.time.Duration;

/**
 * What one organisation is reached with. Nothing is shared between organisations, neither tokens
 * nor connections: whoever answers for one must not see the other's.
 */
public record OrganizationAccess(
    Organization organization, Regions regions, PlatformClient client, TokenSource tokens)
    implements AutoCloseable {

  /**
   * Prepares access; nothing is sent yet.
   *
   * @throws IllegalArgumentException naming what of the organisation's TLS settings cannot be used
   */
  public static OrganizationAccess of(Organization organization, Duration timeout, Clock clock) {
    Regions regions = Regions.published(organization.apiUrl(), organization.authUrl());
    PlatformClient client =
        new PlatformClient(
            timeout, PlatformTls.of(organization, regions.hosts(organization.regions())));
    return new OrganizationAccess(
        organization, regions, client, new TokenSource(client, clock, organization.credentials()));
  }

  @Override
  public void close() {
    client.close();
  }
}
