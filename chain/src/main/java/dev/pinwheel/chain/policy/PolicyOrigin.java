package dev.pinwheel.chain.policy;

/**
 * Where a value stands.
 *
 * @param line counted from 1
 */
public record PolicyOrigin(String file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
