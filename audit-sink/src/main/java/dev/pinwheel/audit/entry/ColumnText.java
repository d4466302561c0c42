package dev.pinwheel.audit.entry;

/**
 * Text for a column that people search by. The payload keeps the whole; a column must only never be
 * a reason for the database to refuse an entry, or one hostile event would stop the log.
 */
final class ColumnText {

  /**
   * At most this many code points, four bytes each at most, so that an index row stays under the
   * 2,704 bytes that PostgreSQL allows.
   */
  static final int MOST_CODE_POINTS = 512;

  private ColumnText() {}

  static String of(CharSequence text) {
    String all = text.toString().replace('\0', '\uFFFD');
    return all.codePointCount(0, all.length()) <= MOST_CODE_POINTS
        ? all
        : all.substring(0, all.offsetByCodePoints(0, MOST_CODE_POINTS));
  }
}
