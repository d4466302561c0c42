package dev.pinwheel.stack.simulator;

import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.SimulatorServer;
import dev.pinwheel.stack.simulator.pki.PkiSettings;
import dev.pinwheel.stack.simulator.pki.PkiState;
import dev.pinwheel.stack.simulator.pki.Received;
import dev.pinwheel.stack.simulator.pki.WebhookListener;
import java.net.URI;
import java.util.List;

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

  public static PkiManagerSimulator start(PkiSettings settings) {
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
