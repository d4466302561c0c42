package dev.pinwheel.stack;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.PkiManagerSimulator;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The platform and PKI manager simulators as one process, until SIGTERM. */
public final class SimulatorsMain {

  private static final int WRONG_USAGE = 2;

  private SimulatorsMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    SimulatorsConfig config;
    try {
      config = SimulatorsConfig.read(List.of(arguments), System.getenv());
    } catch (InvalidSettingsException e) {
      e.faults().forEach(System.err::println);
      System.exit(WRONG_USAGE);
      return;
    }
    GenesysCloudSimulator genesys =
        GenesysCloudSimulator.start(config.genesys(Clock.systemUTC(), new SecureRandom()));
    PkiManagerSimulator pki = PkiManagerSimulator.start(config.pki(Clock.systemUTC()));
    for (int number = 1; number <= config.exampleClients(); number++) {
      String id = "example-client-" + number;
      genesys.add(OAuthClient.named(id, "Example client " + number));
    }
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  genesys.close();
                  pki.close();
                  stop.countDown();
                },
                "stop-simulators"));
    System.out.println("platform     " + genesys.url());
    System.out.println("webhooks     " + pki.webhook(config.webhookEndpoint()));
    System.out.println("PKI admin    " + pki.adminUrl());
    stop.await();
  }
}
