package dev.pinwheel.schemas.serde;

import org.apache.kafka.common.KafkaException;

/**
 * The registry answered, and the answer is no. Repeating the call cannot help: somebody must change
 * the schema, the registry's rules or the configuration.
 */
public final class SchemaRefusedException extends KafkaException {

  /** Why the registry refused. */
  public enum Code {
    /** HTTP 409: the schema breaks the subject's compatibility rule. */
    INCOMPATIBLE,
    /** HTTP 404: the subject or the schema is not registered, and registering is switched off. */
    NOT_REGISTERED,
    /** HTTP 422 or 400: the registry does not take the schema for a valid one. */
    INVALID,
    /** HTTP 401 or 403: wrong credentials, or they may not do this. */
    ACCESS_DENIED,
    /** The subject's latest schema cannot carry the record. */
    LATEST_DOES_NOT_FIT
  }

  private final Code code;
  private final String subject;
  private final int status;
  private final String detail;

  /**
   * A refusal.
   *
   * @param subject the subject that was asked for; empty where the question was of a schema id
   * @param status HTTP status; 0 where no single answer said it
   * @param detail the registry's own words
   */
  public SchemaRefusedException(Code code, String subject, int status, String detail) {
    super(code + ": " + (subject.isEmpty() ? "schema registry" : subject) + ": " + detail);
    this.code = code;
    this.subject = subject;
    this.status = status;
    this.detail = detail;
  }

  public Code code() {
    return code;
  }

  public String subject() {
    return subject;
  }

  public int status() {
    return status;
  }

  public String detail() {
    return detail;
  }
}
