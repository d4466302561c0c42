package dev.pinwheel.testing.sip;

import dev.pinwheel.embedded.FreePorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A registrar that is not ours: sipp challenges one REGISTER, and checks the answer with its own
 * digest code. Debian's sipp is built without TLS.
 */
public final class SippRegistrar implements AutoCloseable {

  /** The account that it knows. */
  public static final String USER = "byoc_user";

  public static final String PASSWORD = "circle of life";

  private final Process process;
  private final int port;

  private SippRegistrar(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; it does not listen at once.
   *
   * @param transport {@code u1} for UDP, {@code t1} for TCP
   * @param folder for its scenario and its output
   */
  public static SippRegistrar start(Path program, String transport, Path folder)
      throws IOException {
    int port = freePort();
    return new SippRegistrar(
        Sipp.play(program, folder, SCENARIO, "-p", Integer.toString(port), "-t", transport), port);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static int freePort() throws IOException {
    int port = FreePorts.choose(1)[0];
    new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
    return port;
  }

  private static final String HEADERS =
      String.join(
          "\n      ",
          "[last_Via:]",
          "[last_From:]",
          "[last_To:];tag=[call_number]",
          "[last_Call-ID:]",
          "[last_CSeq:]");

  private static final String SCENARIO =
      """
      <?xml version="1.0" encoding="ISO-8859-1" ?>
      <scenario name="registrar">
        <recv request="REGISTER"/>
        <send><![CDATA[
            SIP/2.0 401 Unauthorized
            HEADERS
            WWW-Authenticate: Digest realm="carrier.example", nonce="47364c23432d2e131a5fb210812c", qop="auth", algorithm=MD5
            Content-Length: 0

        ]]></send>
        <recv request="REGISTER">
          <action>
            <verifyauth assign_to="good" username="byoc_user" password="PASSWORD"/>
          </action>
        </recv>
        <nop next="accepted" test="good"/>
        <send next="end"><![CDATA[
            SIP/2.0 403 Forbidden
            HEADERS
            Content-Length: 0

        ]]></send>
        <label id="accepted"/>
        <send><![CDATA[
            SIP/2.0 200 OK
            HEADERS
            Content-Length: 0

        ]]></send>
        <label id="end"/>
      </scenario>
      """
          .replace("HEADERS", HEADERS)
          .replace("PASSWORD", PASSWORD);
}
