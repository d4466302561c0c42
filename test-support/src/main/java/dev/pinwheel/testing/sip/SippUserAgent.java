package dev.pinwheel.testing.sip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A user agent that is not ours: sipp registers, with its own digest code. */
public final class SippUserAgent {

  private SippUserAgent() {}

  /**
   * Registers over UDP, and answers one challenge.
   *
   * @param folder for its scenario and its output
   * @return sipp's exit status: 0 where it was taken
   */
  public static int register(Path program, int port, String user, String password, Path folder)
      throws IOException, InterruptedException {
    Process process =
        Sipp.play(
            program,
            folder,
            SCENARIO.replace("USER", user).replace("PASSWORD", password),
            "127.0.0.1:" + port);
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        throw new IOException("sipp does not end");
      }
      return process.exitValue();
    } finally {
      process.destroy();
    }
  }

  /** sipp's digest is over the address that it sends to, so that this is the Request-URI. */
  private static final String REQUEST =
      """
      REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
            From: <sip:USER@carrier.example>;tag=[call_number]
            To: <sip:USER@carrier.example>
            Call-ID: [call_id]
            CSeq: NUMBER REGISTER
            Contact: <sip:USER@[local_ip]:[local_port]>
            Max-Forwards: 70
            Expires: 0
            AUTHENTICATION\
      Content-Length: 0
      """;

  private static final String SCENARIO =
      """
      <?xml version="1.0" encoding="ISO-8859-1" ?>
      <scenario name="user agent">
        <send retrans="500"><![CDATA[
            FIRST
        ]]></send>
        <recv response="401" auth="true"/>
        <send retrans="500"><![CDATA[
            SECOND
        ]]></send>
        <recv response="200"/>
      </scenario>
      """
          .replace("FIRST", REQUEST.replace("NUMBER", "1").replace("AUTHENTICATION", ""))
          .replace(
              "SECOND",
              REQUEST
                  .replace("NUMBER", "2")
                  .replace(
                      "AUTHENTICATION",
                      "[authentication username=USER password=PASSWORD]\n            "));
}
