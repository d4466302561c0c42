package dev.pinwheel.requests.intake;

/** Every fault that a request can have: the closed set of {@code errors[].code}. */
public enum FaultCode {
  NOT_JSON(400),
  DUPLICATE_KEY(400),
  WRONG_TYPE(400),
  UNKNOWN_FIELD(400),
  MISSING_FIELD(400),
  NO_ROTATIONS(422),
  INVALID_TEXT(422),
  INVALID_UUID(422),
  DUPLICATE_ROTATION_ID(422),
  UNKNOWN_TARGET_KIND(422),
  TARGET_KIND_NOT_ENABLED(422),
  INVALID_REGION(422),
  EDGE_ID_MISSING(422),
  EDGE_ID_NOT_ALLOWED(422),
  CREDENTIALS_MISSING(422),
  CREDENTIALS_NOT_ALLOWED(422),
  NEW_ENDPOINT_NOT_ALLOWED(422),
  PEM_MALFORMED(422),
  PRIVATE_KEY_IN_BUNDLE(422),
  NO_CERTIFICATE(422),
  TOO_MANY_CERTIFICATES(422),
  CHAIN_TOO_LARGE(413),
  LEAF_AMBIGUOUS(422),
  LEAF_IS_CA(422),
  INVALID_PIN(422),
  DUPLICATE_PIN(422),
  PIN_COUNT_EXCEEDED(422),
  INVALID_IDEMPOTENCY_KEY(400),
  ROTATION_ID_REUSED(409);

  private final int status;

  FaultCode(int status) {
    this.status = status;
  }

  /**
   * HTTP status of a request that has no other fault: 400 for a document of another form than the
   * OpenAPI page's, 422 for one of that form that can never succeed, 413 for one that is too large,
   * 409 for one that contradicts an earlier request.
   */
  public int status() {
    return status;
  }
}
