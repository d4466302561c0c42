package dev.pinwheel.stack.demo;

import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import java.time.Duration;
import java.util.Map;

/** Sets the platform up: the OAuth clients, and what stands in the way of some. */
final class DemoWorld {

  private final GenesysCloudSimulator platform;
  private final DemoPki pki;

  DemoWorld(GenesysCloudSimulator platform, DemoPki pki) {
    this.platform = platform;
    this.pki = pki;
  }

  void create(Map<String, Trouble> targets) {
    targets.forEach(this::create);
  }

  private void create(String id, Trouble trouble) {
    FaultMatch target = FaultMatch.target(id);
    FaultPlan faults = platform.faults();
    switch (trouble) {
      case NONE -> platform.add(client(id));
      case MISSING -> {
        // it is not there
      }
      case MTLS_OFF -> platform.add(client(id).withMtlsRequired(false));
      case RATE_LIMITED -> {
        platform.add(client(id));
        faults.add(
            target.andMethod("PATCH"), Fault.of(FaultType.RATE_LIMIT).withRetryAfter("1"), 1);
      }
      case UNAVAILABLE -> {
        platform.add(client(id));
        faults.add(target, Fault.status(503), 2);
      }
      case RESET_AFTER_WRITE -> {
        platform.add(client(id));
        faults.add(target.andMethod("PATCH"), Fault.of(FaultType.RESET_AFTER), 1);
      }
      case GARBAGE -> {
        platform.add(client(id));
        faults.add(target.andMethod("GET"), Fault.of(FaultType.GARBAGE_HTML), 1);
      }
      case COMPLIANCE -> platform.add(client(id).withRequiredIssuer("Another Policy CA"));
      case WRONG_READ_BACK -> {
        platform.add(client(id));
        // the first read is before the write
        faults.add(target.andMethod("GET"), Fault.delay(Duration.ofMillis(1)), 1);
        faults.add(
            target.andMethod("GET"), Fault.of(FaultType.WRONG_PIN_READ), FaultPlan.UNLIMITED);
      }
    }
  }

  /** A client that serves its own good certificate, the one to be replaced. */
  private OAuthClient client(String id) {
    return OAuthClient.named(id, "Demo " + id).withChain(pki.served(id));
  }
}
