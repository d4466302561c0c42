package dev.pinwheel.requests.http;

import java.util.Locale;

/** Every kind of error that the API answers with: the closed set of {@code code} in a problem. */
public enum ProblemCode {
  INVALID_REQUEST("The request has faults"),
  ROTATION_ID_REUSED("The rotation's id stands for another request"),
  UNAUTHENTICATED("No valid bearer token"),
  NOT_FOUND("Not found"),
  METHOD_NOT_ALLOWED("Method not allowed"),
  NOT_ACCEPTABLE("Not acceptable"),
  UNSUPPORTED_MEDIA_TYPE("Unsupported media type"),
  TOO_LARGE("Too large"),
  NOT_ACKNOWLEDGED("Not acknowledged"),
  OVERLOADED("Too many requests at the same time"),
  INTERNAL("Internal error");

  private final String title;

  ProblemCode(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** RFC 9457 section 3.1.1: an identifier that need not be fetched. */
  String type() {
    return "urn:pinwheel:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
