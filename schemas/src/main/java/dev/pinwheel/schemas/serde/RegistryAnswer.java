package dev.pinwheel.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A usable answer of the registry: a status below 500 with a JSON body.
 *
 * @param endpoint who answered, without credentials
 */
record RegistryAnswer(int status, JsonNode body, String endpoint) {

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Confluent's own error code, such as 40401; 0 where the body has none. */
  int errorCode() {
    return body.path("error_code").asInt(0);
  }

  /** The registry's own words. */
  String message() {
    return body.path("message").asText("HTTP " + status);
  }
}
