package dev.pinwheel.chain.policy;

/**
 * One reason why a policy file cannot be used.
 *
 * @param line counted from 1
 */
public record PolicyFault(int line, String message) {

  /** As compilers write it: file, line, what is wrong. */
  public String in(String file) {
    return "%s:%d: %s".formatted(file, line, message);
  }

  @Override
  public String toString() {
    return "line %d: %s".formatted(line, message);
  }
}
