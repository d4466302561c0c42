package dev.pinwheel.chain.name;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Host names as they are typed and as certificates bear them: IDNA 2008 (RFC 5890 to 5894) with the
 * non-transitional mapping of Unicode's UTS 46, so that {@code straße.example} is {@code
 * xn--strae-oqa.example} and never {@code strasse.example}, which is somebody else's.
 */
public final class HostName {

  /** What a label starts with that is an A-label, or pretends to be. */
  private static final String ACE = "xn--";

  /** Faults of no A-label: names without any are let pass as they are, whatever their hyphens. */
  private static final Set<IDNA.Error> OF_THE_FORM =
      EnumSet.of(IDNA.Error.LABEL_TOO_LONG, IDNA.Error.DOMAIN_NAME_TOO_LONG);

  private HostName() {}

  /** Loaded where a name needs it. */
  private static final class Tables {
    private static final IDNA IDNA_2008 =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.CHECK_CONTEXTO);
  }

  /**
   * A name in lower case with A-labels. Nothing is said about the form of labels that were ASCII
   * before: whether they may have underscores, or be so long, is for the caller.
   *
   * @return empty where a label is none of IDNA 2008, such as {@code xn--} with what no Unicode
   *     label is encoded as
   */
  public static Optional<String> ascii(String name) {
    if (isAscii(name) && !name.toLowerCase(Locale.ROOT).contains(ACE)) {
      return Optional.of(name.toLowerCase(Locale.ROOT));
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder converted = new StringBuilder();
    Tables.IDNA_2008.nameToASCII(name, converted, info);
    Set<IDNA.Error> faults = EnumSet.noneOf(IDNA.Error.class);
    faults.addAll(info.getErrors());
    faults.removeAll(OF_THE_FORM);
    String ascii = converted.toString();
    return faults.isEmpty() && hasNoUnderscoreInALabels(ascii)
        ? Optional.of(ascii)
        : Optional.empty();
  }

  /** An underscore is a letter of no U-label (RFC 5892), though hosts may have labels with one. */
  private static boolean hasNoUnderscoreInALabels(String ascii) {
    for (String label : ascii.split("\\.", -1)) {
      if (label.startsWith(ACE) && label.indexOf('_') >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
