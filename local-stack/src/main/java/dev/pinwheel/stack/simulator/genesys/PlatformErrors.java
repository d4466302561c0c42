package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Error bodies as the platform writes them. */
final class PlatformErrors {

  private PlatformErrors() {}

  /** The API's own form: message, code, status, contextId, details, errors. */
  static Reply of(int status, String code, String message, UUID contextId) {
    ObjectNode body =
        Replies.JSON
            .createObjectNode()
            .put("message", message)
            .put("code", code)
            .put("status", status)
            .put("contextId", contextId.toString());
    body.putArray("details");
    body.putArray("errors");
    return Replies.json(status, body);
  }

  /** An error that a fault asks for, with the code that the platform uses for the status. */
  static Reply ofStatus(int status, UUID contextId) {
    return switch (status) {
      case 400 -> of(status, "bad.request", "The request could not be understood.", contextId);
      case 401 -> of(status, "bad.credentials", "Invalid login credentials.", contextId);
      case 403 -> of(status, "not.authorized", "You are not authorized.", contextId);
      case 404 -> of(status, "not.found", "The requested resource was not found.", contextId);
      case 409 -> of(status, "general.conflict", "The request conflicts.", contextId);
      case 412 -> of(status, "precondition.failed", "The resource was changed.", contextId);
      case 429 -> of(status, "too.many.requests", "Rate limit exceeded the maximum.", contextId);
      case 503 -> of(status, "service.unavailable", "Service Unavailable", contextId);
      case 504 -> of(status, "gateway.timeout", "The request timed out.", contextId);
      default ->
          status >= 500
              ? of(status, "internal.server.error", "An internal error occurred.", contextId)
              : of(status, "general.error", "The request failed.", contextId);
    };
  }

  /** The compliance check's own form, which the API's other errors do not share. */
  static Reply compliance(String details, Instant at, String requestId) {
    return Replies.json(
        403,
        Replies.JSON
            .createObjectNode()
            .put("error", "COMPLIANCE_TLS_CERT_MISMATCH")
            .put("details", details)
            .put("timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("request_id", requestId));
  }

  /** RFC 6749 section 5.2. */
  static Reply oauth(int status, String error, String description) {
    Reply reply =
        Replies.json(
            status,
            Replies.JSON
                .createObjectNode()
                .put("error", error)
                .put("error_description", description));
    return status == 401
        ? reply.with("WWW-Authenticate", "Basic realm=\"oauth\", charset=\"UTF-8\"")
        : reply;
  }
}
