package dev.pinwheel.executor.platform;

import java.net.URI;

/**
 * Where an organisation is reached; tokens are cached by it.
 *
 * @param organization the organisation's id, or empty text for the executor's only one
 * @param region such as {@code eu-west-2}
 * @param api base URL of the API
 * @param auth base URL of the token endpoint
 */
public record PlatformPlace(String organization, String region, URI api, URI auth) {}
