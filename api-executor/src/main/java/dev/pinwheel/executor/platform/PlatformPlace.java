package dev.pinwheel.executor.platform;

import java.net.URI;

/**
 * Where an organisation is reached; tokens are cached, and traffic is limited, by it.
 *
 * @param organization the operator's name for the organisation
 * @param region such as {@code eu-west-2}
 * @param api base URL of the API
 * @param auth base URL of the token endpoint
 */
public record PlatformPlace(String organization, String region, URI api, URI auth) {}
