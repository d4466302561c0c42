package dev.pinwheel.runtime.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers and counts of bytes as operators write them. */
final class WholeNumber {

  private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*([kmg]?)");

  private WholeNumber() {}

  static long parse(String text, long least, long most) {
    String expected = "expected a whole number from " + least + " to " + most;
    try {
      long value = Long.parseLong(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  static long parseBytes(String text) {
    Matcher form = BYTES.matcher(text.trim());
    if (!form.matches()) {
      throw new IllegalArgumentException("expected bytes such as 65536, 64k, 16m or 1g");
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "k" -> amount << 10;
      case "m" -> amount << 20;
      case "g" -> amount << 30;
      default -> amount;
    };
  }
}
