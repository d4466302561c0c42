package dev.pinwheel.testing.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy before a broker that knows the frames of Kafka's protocol, so that a test can act at
 * an exact request: kill a client just before its commit reaches the broker, or just after the
 * broker has committed and before the client knows. It can also delay and cut.
 */
public final class KafkaProxy implements AutoCloseable {

  /** Kafka API keys that tests look for (Kafka protocol guide, "Api Keys"). */
  public static final short PRODUCE = 0;

  public static final short END_TRANSACTION = 26;
  public static final short OFFSETS_IN_TRANSACTION = 28;

  /** When an action runs. */
  public enum Moment {
    /** The request has arrived from the client; the broker has not seen it. */
    BEFORE_THE_BROKER,
    /** The broker has done the request; the client has not seen the answer. */
    BEFORE_THE_CLIENT
  }

  /** A thing to do once, at the nth request of a kind that comes after it was set up. */
  private static final class Trap {
    private final short apiKey;
    private final Moment moment;
    private final Runnable action;
    private int left;

    Trap(short apiKey, Moment moment, int occurrence, Runnable action) {
      this.apiKey = apiKey;
      this.moment = moment;
      this.left = occurrence;
      this.action = action;
    }

    /** True for exactly one passing request. */
    synchronized boolean springs(short key, Moment now) {
      return key == apiKey && now == moment && --left == 0;
    }
  }

  private final ServerSocket server;
  private final List<Trap> traps = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int brokerPort;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean cut;

  private KafkaProxy(ServerSocket server) {
    this.server = server;
  }

  /** Listens on a loopback port that the system chooses; {@link #forwardTo} must follow. */
  public static KafkaProxy start() {
    try {
      KafkaProxy proxy = new KafkaProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("kafka-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Where connections go: a loopback port of the broker. */
  public void forwardTo(int port) {
    brokerPort = port;
  }

  /** Runs an action at the nth request of a kind from now on, then lets the request go on. */
  public void at(short apiKey, Moment moment, int occurrence, Runnable action) {
    traps.add(new Trap(apiKey, moment, occurrence, action));
  }

  /** Holds every request and every answer back for this long. */
  public void delay(Duration each) {
    delay = each;
  }

  /** Cuts every connection and refuses new ones until {@link #heal}. */
  public void cut() {
    cut = true;
    sockets.forEach(KafkaProxy::closeQuietly);
  }

  /** Ends {@link #cut} and {@link #delay}. */
  public void heal() {
    cut = false;
    delay = Duration.ZERO;
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          client.close();
          continue;
        }
        connect(client);
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket broker;
    try {
      broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
    } catch (IOException e) {
      client.close(); // the broker is down: the client sees just that
      return;
    }
    for (Socket socket : List.of(client, broker)) {
      socket.setTcpNoDelay(true);
      sockets.add(socket);
    }
    if (cut) { // since it was accepted
      closeQuietly(client);
      closeQuietly(broker);
      return;
    }
    // A connection's answers come in the order of its requests, so a queue says what each one
    // answers.
    Queue<Short> unanswered = new ConcurrentLinkedQueue<>();
    Thread.ofVirtual().start(() -> pump(client, broker, frame -> passRequest(frame, unanswered)));
    Thread.ofVirtual().start(() -> pump(broker, client, frame -> passAnswer(unanswered)));
  }

  private interface FramePass {
    void pass(byte[] frame);
  }

  private void passRequest(byte[] frame, Queue<Short> unanswered) {
    short apiKey = (short) ((frame[0] & 0xff) << 8 | (frame[1] & 0xff));
    unanswered.add(apiKey);
    spring(apiKey, Moment.BEFORE_THE_BROKER);
  }

  private void passAnswer(Queue<Short> unanswered) {
    Short apiKey = unanswered.poll();
    if (apiKey != null) {
      spring(apiKey, Moment.BEFORE_THE_CLIENT);
    }
  }

  private void spring(short apiKey, Moment moment) {
    for (Trap trap : traps) {
      if (trap.springs(apiKey, moment)) {
        trap.action.run();
      }
    }
  }

  private void pump(Socket from, Socket to, FramePass pass) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        if (!delay.isZero()) {
          LockSupport.parkNanos(delay.toNanos());
        }
        pass.pass(frame);
        byte[] whole = new byte[frame.length + 4];
        java.nio.ByteBuffer.wrap(whole).putInt(frame.length).put(frame);
        out.write(whole);
        out.flush();
      }
    } catch (EOFException | SocketException e) {
      // one side went away: so does the other
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      for (Socket socket : List.of(from, to)) {
        closeQuietly(socket);
        sockets.remove(socket);
      }
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
