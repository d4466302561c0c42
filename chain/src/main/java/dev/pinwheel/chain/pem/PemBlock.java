package dev.pinwheel.chain.pem;

/** One piece of a PEM text, in the order of the text; the number of a block counts from 1. */
public sealed interface PemBlock {

  /** A block with both of its boundary lines. */
  record Complete(int number, String label, String body) implements PemBlock {}

  /** A boundary line without its partner. */
  record Broken(int number, String reason) implements PemBlock {}
}
