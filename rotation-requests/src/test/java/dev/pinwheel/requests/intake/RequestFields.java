package dev.pinwheel.requests.intake;

import java.util.List;
import java.util.Set;

/** The names that the readers know, for tests of other packages. */
public final class RequestFields {

  private RequestFields() {}

  public static Set<String> request() {
    return SubmissionReader.FIELDS;
  }

  /** Names of the engine's codes that a fault may bear, in the engine's order. */
  public static List<String> violations() {
    return ChainCheck.CODES.keySet().stream().map(Enum::name).toList();
  }

  public static Set<String> target() {
    return TargetReader.FIELDS;
  }

  public static Set<String> credentials() {
    return CredentialsReader.FIELDS;
  }

  public static Set<String> newEndpoint() {
    return NewEndpointReader.FIELDS;
  }
}
