package dev.pinwheel.chain.finding;

import java.io.IOException;

/**
 * Why a reader of a library gave up: its own words, told as such, since they speak of structures
 * that only the library's authors know by these names.
 */
public final class ReaderWords {

  private ReaderWords() {}

  /**
   * What a finding says of an exception. Checked exceptions other than {@link IOException} are ours
   * and speak for themselves.
   */
  public static String of(Exception failure) {
    return failure instanceof RuntimeException || failure instanceof IOException
        ? "its structure is not what the standard says (in the reader's own words: %s)"
            .formatted(failure.getMessage())
        : failure.getMessage();
  }
}
