package dev.pinwheel.chain.finding;

/** A file's name as a POSIX shell takes it. */
public final class ShellWord {

  private ShellWord() {}

  /** In single quotes where it has anything that a shell might look at. */
  public static String of(String name) {
    return name.matches("[A-Za-z0-9._/-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }
}
