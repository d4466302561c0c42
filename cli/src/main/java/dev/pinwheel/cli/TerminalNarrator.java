package dev.pinwheel.cli;

import dev.pinwheel.stack.demo.Narrator;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells what happens, a line for each step; a step's progress is a line each time it has moved. */
final class TerminalNarrator implements Narrator {

  private final PrintWriter out;
  private final long began = System.nanoTime();
  private long shown = -1;

  TerminalNarrator(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds(), line);
    out.flush();
    shown = -1;
  }

  @Override
  public void progress(String what, long done, long all) {
    if (done != shown) {
      out.printf(Locale.ROOT, "%5.1f s    %d of %d %s%n", seconds(), done, all, what);
      out.flush();
      shown = done;
    }
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
