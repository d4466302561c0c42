package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.schemas.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of a Data Action endpoint that the platform takes and that fail at run time. Every one
 * is told, with its reason, before anything is switched.
 */
final class EndpointSettings {

  /** Below this the handshake with a client certificate runs into the endpoint's own timeout. */
  static final int LEAST_TIMEOUT_MILLIS = 5_000;

  /** More of them hammer a gateway whose authorities are being rotated. */
  static final int MOST_RETRIES = 2;

  static final int LEAST_RETRY_INTERVAL_MILLIS = 1_000;
  static final List<String> HEADERS = List.of("Content-Type", "Accept");
  static final String JSON_TYPE = "application/json";

  private final JsonNode settings;
  private final List<Violation> violations = new ArrayList<>();

  private EndpointSettings(JsonNode settings) {
    this.settings = settings;
  }

  /** What is wrong with them; empty where nothing is. */
  static List<Violation> violations(JsonNode settings) {
    EndpointSettings checked = new EndpointSettings(settings);
    checked.security();
    checked.times();
    checked.headers();
    checked.untyped("schema", settings.path("schema"));
    return List.copyOf(checked.violations);
  }

  private void security() {
    String type = settings.path("securityType").asText("none");
    if (!type.equals("mutual_tls")) {
      add(
          "ENDPOINT_MTLS_OFF",
          "Without mutual TLS no certificate is shown, so that a rotation changes nothing.",
          type,
          "securityType mutual_tls");
    }
    if (!settings.path("verifySsl").asBoolean(false)) {
      add(
          "ENDPOINT_VERIFY_SSL_OFF",
          "A client certificate does not prove the server: anybody in between may take the call.",
          settings.path("verifySsl").asText("none"),
          "verifySsl true");
    }
  }

  private void times() {
    if (settings.path("timeout").asLong(0) < LEAST_TIMEOUT_MILLIS) {
      add(
          "ENDPOINT_TIMEOUT_TOO_SHORT",
          "Verifying a client certificate takes further round trips: under load calls end in 504.",
          settings.path("timeout").asText("none"),
          "timeout of at least %d ms".formatted(LEAST_TIMEOUT_MILLIS));
    }
    if (settings.path("retryCount").asLong(0) > MOST_RETRIES) {
      add(
          "ENDPOINT_RETRIES_TOO_MANY",
          "While authorities are rotated, every retry makes the endpoint verify again.",
          settings.path("retryCount").asText(),
          "retryCount of at most %d".formatted(MOST_RETRIES));
    }
    if (settings.path("retryInterval").asLong(0) < LEAST_RETRY_INTERVAL_MILLIS) {
      add(
          "ENDPOINT_RETRY_INTERVAL_TOO_SHORT",
          "Retries that follow at once meet the same busy verification.",
          settings.path("retryInterval").asText("none"),
          "retryInterval of at least %d ms".formatted(LEAST_RETRY_INTERVAL_MILLIS));
    }
  }

  /** Names of header fields are compared without case (RFC 9110 section 5.1). */
  private void headers() {
    for (String name : HEADERS) {
      String value = "none";
      for (Map.Entry<String, JsonNode> header : settings.path("headers").properties()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          value = header.getValue().asText();
        }
      }
      if (!value.toLowerCase(Locale.ROOT).startsWith(JSON_TYPE)) {
        add(
            "ENDPOINT_HEADER_MISSING",
            "Without %s the endpoint may refuse or answer another form.".formatted(name),
            value,
            name + ": " + JSON_TYPE);
      }
    }
  }

  /** A type object without properties lets everything pass that the endpoint then refuses. */
  private void untyped(String path, JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      String inside = path + "." + field.getKey();
      JsonNode value = field.getValue();
      if (value.path("type").asText().equals("object") && value.path("properties").isEmpty()) {
        add(
            "ENDPOINT_SCHEMA_UNTYPED",
            "An object without properties is not validated before the call: the endpoint meets it.",
            inside + " has none",
            "properties for every object");
      }
      untyped(inside, value);
    }
  }

  private void add(String code, String message, String measured, String required) {
    violations.add(
        Violation.newBuilder()
            .setCode(code)
            .setMessage(message)
            .setCitation("settings of a Data Action endpoint with mutual TLS")
            .setMeasured(measured)
            .setRequired(required)
            .setRemediation("Set %s on the endpoint.".formatted(required))
            .build());
  }
}
