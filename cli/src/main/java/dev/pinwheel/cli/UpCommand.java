package dev.pinwheel.cli;

import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.StackPorts;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.demo.Playground;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the local stack and stays. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Starts everything on loopback with simulators and stays until Ctrl-C, which ends it all"
            + " cleanly.")
final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StackLog log;

  @Option(
      names = "--http-port",
      defaultValue = "0",
      description = "Port of the HTTP intake; 0: the system chooses.")
  private int httpPort;

  @Option(
      names = "--kafka-port",
      defaultValue = "0",
      description = "Port of the Kafka broker; 0: the system chooses.")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "0",
      description = "Port of the schema registry; 0: the system chooses.")
  private int registryPort;

  @Option(
      names = "--database-port",
      defaultValue = "0",
      description = "Port of PostgreSQL; 0: the system chooses.")
  private int databasePort;

  @Option(
      names = "--platform-port",
      defaultValue = "0",
      description = "Port of the Genesys Cloud simulator; 0: the system chooses.")
  private int platformPort;

  @Option(
      names = "--pki-manager-port",
      defaultValue = "0",
      description = "Port of the PKI manager simulator; 0: the system chooses.")
  private int pkiManagerPort;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    log.open(err);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stop, stopped), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    TerminalNarrator narrator = new TerminalNarrator(err);
    try (Playground playground =
        Playground.start(
            StackOptions.usual()
                .withPorts(
                    new StackPorts(
                        kafkaPort,
                        registryPort,
                        databasePort,
                        httpPort,
                        platformPort,
                        pkiManagerPort)),
            Clock.systemUTC(),
            new SecureRandom(),
            narrator::say)) {
      print(playground);
      stop.await();
      narrator.say("Stopping");
    } finally {
      stopped.countDown();
    }
    return ExitStatus.DONE;
  }

  private void print(Playground playground) {
    LocalStack stack = playground.stack();
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println(
        "HTTP intake          " + stack.requestsUrl() + "   (API: /openapi.json, page: /docs)");
    out.println("Kafka                " + stack.backbone().kafka().bootstrapServers());
    out.println("Schema registry      " + stack.backbone().registry().url());
    out.println("PostgreSQL           " + stack.backbone().database().jdbcUrl());
    out.println("Genesys Cloud        " + stack.simulators().platform().url() + "   (simulator)");
    out.println("PKI manager          " + stack.simulators().pkiManager().url() + "   (simulator)");
    for (StackStage stage : stack.stages()) {
      out.printf("%-20s %s/health/ready, /metrics%n", stage.name(), stage.admin());
    }
    out.println();
    out.println("Try, in another terminal:");
    out.println("  export PINWHEEL_URL=" + stack.requestsUrl());
    out.println("  export PINWHEEL_TOKEN=$(cat " + stack.operatorTokenFile() + ")");
    out.println(
        "  ./pinwheel submit --target %s --service-id crm --chain %s"
            .formatted(playground.exampleTarget(), playground.exampleChain()));
    out.println("  ./pinwheel watch --told ROTATION_ID");
    out.println("  ./pinwheel dlq list --config " + stack.clientSettings());
    out.println("  ./pinwheel audit verify --config " + stack.clientSettings());
    out.println();
    out.println("Ctrl-C ends it.");
    out.flush();
  }

  private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
