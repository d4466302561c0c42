package dev.pinwheel.cli;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.RegistryClient;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.schemas.topics.OutsideRole;
import dev.pinwheel.schemas.topics.SchemaDifference;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.SchemaStep;
import dev.pinwheel.schemas.topics.TopicAdmin;
import dev.pinwheel.schemas.topics.TopicDifference;
import dev.pinwheel.schemas.topics.TopicReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topic catalogue, on a cluster. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "The topic catalogue: shows it, puts it onto a cluster, prints its access rules.",
    subcommands = StrimziCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "one of apply, describe, acls, strimzi is expected");
  }

  @Command(
      name = "describe",
      mixinStandardHelpOptions = true,
      description =
          "Prints every topic and, with brokers named, how the cluster differs, and with a"
              + " registry named, which schemas and rules.")
  int describe(@Mixin KafkaOptions kafka) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    for (Topic topic : Topics.all()) {
      out.printf(
          "%-24s %2d partitions, %s, kept %s, key: %s, writers: %s, readers: %s%n",
          topic.name(),
          topic.partitions(),
          topic.cleanup().policy(),
          topic.retention().map(kept -> kept.toDays() + " days").orElse("for ever"),
          topic.key(),
          String.join(" ", new TreeSet<>(topic.writers())),
          String.join(" ", new TreeSet<>(topic.readers())));
    }
    if (!kafka.isNamed()) {
      return ExitStatus.DONE;
    }
    Map<String, Object> settings = kafka.reachableCluster();
    List<String> differences = new ArrayList<>();
    try (Admin admin = Admin.create(settings)) {
      new TopicAdmin(admin)
          .plan(Topics.all()).stream().map(TopicDifference::text).forEach(differences::add);
    }
    boolean registry = settings.containsKey("schema.registry.url");
    if (registry) {
      try (RegistryClient client = RegistryClient.of(settings)) {
        new SchemaRegistration(client)
            .plan(Topics.all()).stream().map(SchemaDifference::text).forEach(differences::add);
      }
    }
    out.println();
    out.println(
        differences.isEmpty()
            ? "The cluster has it all" + (registry ? ", and so has the registry." : ".")
            : "It differs there; `pinwheel topics apply` brings what it can:");
    differences.forEach(difference -> out.println("  " + difference));
    if (!registry) {
      out.println("No schema registry named: the schemas were not looked at.");
    }
    return differences.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description =
          "Makes the cluster's topics like the catalogue, and registers the schemas where a"
              + " registry is named. May be repeated.")
  int apply(@Mixin KafkaOptions kafka) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> settings = kafka.reachableCluster();
    TopicReport report;
    try (Admin admin = Admin.create(settings)) {
      report = new TopicAdmin(admin).apply(Topics.all());
    }
    report.changed().forEach(difference -> out.println("done: " + difference.text()));
    report.remaining().forEach(difference -> out.println("left: " + difference.text()));
    if (settings.containsKey("schema.registry.url")) {
      SchemaRegistration.apply(settings, Topics.all()).stream()
          .filter(step -> !(step instanceof SchemaStep.AlreadyRegistered))
          .forEach(step -> out.println("done: " + step));
    } else {
      out.println("No schema registry named: the schemas were left alone.");
    }
    out.println(
        report.remaining().isEmpty()
            ? "The cluster has all " + Topics.all().size() + " topics."
            : report.remaining().size() + " differences cannot be changed.");
    return report.remaining().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  @Command(
      name = "acls",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the least rights of each stage as kafka-acls lines, and of those outside who ask,"
            + " report pins, show metrics, replay dead letters or look at everything.",
        "A stage's principal is User:STAGE; those of others have usual names."
      })
  int acls(
      @Option(
              names = {"-b", "--bootstrap-server"},
              defaultValue = "localhost:9092",
              paramLabel = "HOST:PORT",
              description = "Brokers to name in the lines. Default: ${DEFAULT-VALUE}")
          String bootstrapServer,
      @Option(
              names = "--principal",
              paramLabel = "ROLE=NAME",
              description =
                  "Name of the principal of a role outside: producer, sensor, dashboard, replay or"
                      + " console; may be repeated.")
          Map<OutsideRole, String> principals) {
    AccessRules.STAGES.forEach(
        stage -> print(stage, AccessRules.of(Topics.all(), stage), bootstrapServer));
    Map<OutsideRole, String> named = principals == null ? Map.of() : principals;
    for (OutsideRole role : OutsideRole.values()) {
      String name = named.getOrDefault(role, role.usualName());
      print(role.text() + ", " + name, role.rules(name), bootstrapServer);
    }
    return ExitStatus.DONE;
  }

  private void print(String who, List<AclBinding> rules, String bootstrapServer) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("# " + who);
    rules.forEach(rule -> out.println(AccessRules.asCommand(rule, bootstrapServer)));
  }
}
