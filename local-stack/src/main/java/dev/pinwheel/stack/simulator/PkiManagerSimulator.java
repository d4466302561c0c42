package dev.pinwheel.stack.simulator;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.SimulatorServer;
import dev.pinwheel.stack.simulator.pki.PkiState;
import dev.pinwheel.stack.simulator.pki.Received;
import dev.pinwheel.stack.simulator.pki.WebhookListener;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PKI manager that receives signed webhooks on a real HTTP port, and can fail. Its admin calls
 * have a port of their own, so that they work while the webhook port is down.
 */
public final class PkiManagerSimulator implements AutoCloseable {

  private final PkiState state;
  private final WebhookListener listener;
  private final SimulatorServer admin;

  private PkiManagerSimulator(PkiState state, WebhookListener listener, SimulatorServer admin) {
    this.state = state;
    this.listener = listener;
    this.admin = admin;
  }

  /**
   * What a simulated PKI manager is made of.
   *
   * @param port of the webhooks; 0 lets the system choose
   * @param adminPort of the admin calls; 0 lets the system choose
   * @param endpoints the signing secrets by endpoint name; while a secret is replaced there are two
   * @param tolerance how far a message's timestamp may be from the clock
   * @param adminOpenToAll whether admin calls may come from other hosts
   */
  public record Settings(
      String host,
      int port,
      int adminPort,
      Clock clock,
      Map<String, List<Secret>> endpoints,
      Duration tolerance,
      boolean adminOpenToAll) {

    public Settings {
      endpoints = Map.copyOf(endpoints);
    }

    /** Loopback, any ports, no endpoint yet, five minutes of tolerance. */
    public static Settings loopback(Clock clock) {
      return new Settings("127.0.0.1", 0, 0, clock, Map.of(), Duration.ofMinutes(5), false);
    }

    /** Adds an endpoint, {@code POST /webhooks/{name}}. */
    public Settings withEndpoint(String name, Secret... secrets) {
      Map<String, List<Secret>> all = new LinkedHashMap<>(endpoints);
      all.put(name, List.of(secrets));
      return new Settings(host, port, adminPort, clock, all, tolerance, adminOpenToAll);
    }
  }

  public static PkiManagerSimulator start(Settings settings) {
    PkiState state = new PkiState(settings);
    WebhookListener listener = state.listen(settings.host(), settings.port());
    return new PkiManagerSimulator(
        state,
        listener,
        SimulatorServer.start(
            settings.host(), settings.adminPort(), new Patience(), state.adminRoutes(listener)));
  }

  /** Where an endpoint's webhooks go. */
  public URI webhook(String endpoint) {
    return url().resolve("/webhooks/" + endpoint);
  }

  /** Base URL of the webhooks. */
  public URI url() {
    return listener.url();
  }

  /** Base URL of the admin calls. */
  public URI adminUrl() {
    return admin.url();
  }

  public FaultPlan faults() {
    return state.faults();
  }

  /** Everything that arrived, oldest first; the newest 20,000 are kept. */
  public List<Received> received() {
    return state.received().entries();
  }

  /** What was accepted, with its duplicates. */
  public List<Received> accepted() {
    return received().stream().filter(Received::accepted).toList();
  }

  /** Requests that somebody made to where a redirect pointed. A sender must not make any. */
  public long followedRedirects() {
    return state.followedRedirects();
  }

  /** Stops listening: connections are refused until {@link #up}. */
  public void down() {
    listener.down();
  }

  /** Listens again on the same port. */
  public void up() {
    listener.up();
  }

  @Override
  public void close() {
    listener.close();
    admin.close();
  }
}
