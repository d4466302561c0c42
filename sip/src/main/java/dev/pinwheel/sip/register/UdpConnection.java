package dev.pinwheel.sip.register;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Datagrams, sent again while there is no answer (RFC 3261 section 17.1.2). */
final class UdpConnection implements SipConnection {

  /** T1 and T2 of RFC 3261 section 17.1.1.1. */
  private static final Duration FIRST_REPEAT = Duration.ofMillis(500);

  private static final Duration LONGEST_REPEAT = Duration.ofSeconds(4);
  private static final int LARGEST_DATAGRAM = 65_535;

  private final Registrar registrar;
  private final DatagramSocket socket;
  private final Duration timeout;

  UdpConnection(Registrar registrar, InetSocketAddress address, Duration timeout)
      throws IOException {
    this.registrar = registrar;
    this.timeout = timeout;
    socket = new DatagramSocket();
    socket.connect(address);
  }

  @Override
  public String localAddress() {
    return Addresses.text(socket.getLocalAddress(), socket.getLocalPort());
  }

  @Override
  public SipResponse exchange(String request, String callId, int sequence) throws IOException {
    byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
    long began = System.nanoTime();
    Duration repeat = FIRST_REPEAT;
    while (since(began).compareTo(timeout) < 0) {
      socket.send(new DatagramPacket(bytes, bytes.length));
      long sent = System.nanoTime();
      for (Duration left = repeat; left.isPositive(); left = repeat.minus(since(sent))) {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, left.toMillis())));
        try {
          SipResponse response = receive();
          if (Responses.isTo(response, callId, sequence) && !response.isProvisional()) {
            return response;
          }
        } catch (SocketTimeoutException nothingYet) {
          break;
        } catch (PortUnreachableException e) {
          throw new RegistrarUnreachableException(
              "nothing listens at " + registrar + ": are transport and port right?", e);
        }
      }
      repeat = repeat.multipliedBy(2);
      repeat = repeat.compareTo(LONGEST_REPEAT) < 0 ? repeat : LONGEST_REPEAT;
    }
    throw new SocketTimeoutException(
        "%s did not answer within %d s".formatted(registrar, timeout.toSeconds()));
  }

  /** A wait for datagrams is real time, and no clock that is set takes part in it. */
  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private SipResponse receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    socket.receive(packet);
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    return SipResponse.parse(end < 0 ? text : text.substring(0, end));
  }

  @Override
  public void close() {
    socket.close();
  }
}
