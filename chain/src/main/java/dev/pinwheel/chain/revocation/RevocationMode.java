package dev.pinwheel.chain.revocation;

/** What is made of the revocation of a path's certificates. */
public enum RevocationMode {
  /** It is not looked at. */
  OFF("off"),
  /** A revoked certificate refuses the chain; missing evidence is a note. */
  SOFT_FAIL("soft"),
  /** A revoked certificate refuses the chain, and so does missing evidence. */
  HARD_FAIL("hard");

  private final String text;

  RevocationMode(String text) {
    this.text = text;
  }

  /** As policy templates and the command line spell it. */
  public String text() {
    return text;
  }
}
