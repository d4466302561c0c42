package dev.pinwheel.sip.register;

/** How a registrar is reached (RFC 3261 section 18). */
public enum Transport {
  UDP,
  TCP,
  TLS
}
