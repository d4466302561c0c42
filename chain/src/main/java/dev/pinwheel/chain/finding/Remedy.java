package dev.pinwheel.chain.finding;

/**
 * What repairs one very case.
 *
 * @param advice what to do with the text, without a full stop
 * @param text a command, or a line of a policy: to be copied as it is
 */
public record Remedy(String advice, String text) {

  public Remedy {
    advice = PrintableText.of(advice);
    text = PrintableText.of(text);
  }
}
