package dev.pinwheel.requests.http;

import dev.pinwheel.requests.intake.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param members further members of the document, such as {@code errors}
 * @param headers headers of the answer
 */
record Problem(
    int status,
    ProblemCode code,
    String detail,
    Map<String, Object> members,
    Map<String, String> headers) {

  static final String CONTENT_TYPE = "application/problem+json";

  static Problem of(int status, ProblemCode code, String detail) {
    return new Problem(status, code, detail, Map.of(), Map.of());
  }

  /** Every fault of a request at once. */
  static Problem of(List<Fault> faults) {
    int status = Fault.status(faults);
    ProblemCode code =
        switch (status) {
          case 413 -> ProblemCode.TOO_LARGE;
          case 409 -> ProblemCode.ROTATION_ID_REUSED;
          default -> ProblemCode.INVALID_REQUEST;
        };
    String detail =
        faults.size() == 1
            ? "One fault; nothing was done."
            : faults.size() + " faults; nothing was done.";
    return of(status, code, detail).with("errors", faults.stream().map(Problem::error).toList());
  }

  Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(status, code, detail, more, headers);
  }

  Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail, members, more);
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", code.type());
    document.put("title", code.title());
    document.put("status", status);
    document.put("code", code.name());
    document.put("detail", detail);
    document.putAll(members);
    return document;
  }

  private static Map<String, Object> error(Fault fault) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("pointer", fault.pointer());
    error.put("code", fault.code().name());
    error.put("detail", fault.detail());
    fault
        .violation()
        .ifPresent(
            violation -> {
              error.put("violation", violation.name());
              error.put("remedy", violation.remediation());
            });
    return error;
  }
}
