package dev.pinwheel.validator.chain.path;

/**
 * Intermediates that requesters may leave out. They are not trusted: a path through one is checked
 * like any other, so that a wrong one here can delay a rotation but never make a chain valid.
 */
public record IntermediateStore(CertificatePool intermediates) {

  public static final IntermediateStore EMPTY = new IntermediateStore(CertificatePool.EMPTY);
}
