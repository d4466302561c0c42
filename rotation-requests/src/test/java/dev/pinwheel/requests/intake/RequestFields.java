package dev.pinwheel.requests.intake;

import java.util.Set;

/** The names that the readers know, for tests of other packages. */
public final class RequestFields {

  private RequestFields() {}

  public static Set<String> request() {
    return SubmissionReader.FIELDS;
  }

  public static Set<String> target() {
    return TargetReader.FIELDS;
  }

  public static Set<String> credentials() {
    return CredentialsReader.FIELDS;
  }
}
