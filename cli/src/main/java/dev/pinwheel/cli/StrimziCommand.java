package dev.pinwheel.cli;

import dev.pinwheel.schemas.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The catalogue for a cluster that Strimzi keeps. */
@Command(
    name = "strimzi",
    mixinStandardHelpOptions = true,
    description =
        "Prints the topics and each stage's user with its least rights as KafkaTopic and KafkaUser"
            + " resources, for kubectl apply -f -. Schemas are not Strimzi's: topics apply"
            + " registers them.")
final class StrimziCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--cluster",
      defaultValue = "kafka",
      paramLabel = "NAME",
      description = "The Kafka resource that they belong to. Default: ${DEFAULT-VALUE}")
  private String cluster;

  @Option(
      names = "--replicas",
      defaultValue = "3",
      paramLabel = "N",
      description = "Replication factor of every topic. Default: ${DEFAULT-VALUE}")
  private int replicas;

  @Option(
      names = "--authentication",
      defaultValue = "scram-sha-512",
      paramLabel = "TYPE",
      description = "How the stages log in, scram-sha-512 or tls. Default: ${DEFAULT-VALUE}")
  private String authentication;

  @Override
  public Integer call() {
    if (replicas < 1) {
      throw new ParameterException(spec.commandLine(), "--replicas is at least 1");
    }
    if (!List.of("scram-sha-512", "tls").contains(authentication)) {
      throw new ParameterException(
          spec.commandLine(), "--authentication is scram-sha-512 or tls, not " + authentication);
    }
    StrimziResources resources = new StrimziResources(cluster, replicas, authentication);
    Stream<Map<String, Object>> documents =
        Stream.of(resources.topics(Topics.all()), resources.users(Topics.all()))
            .flatMap(List::stream);
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setExplicitStart(true);
    PrintWriter out = spec.commandLine().getOut();
    new Yaml(options).dumpAll(documents.iterator(), out);
    out.flush();
    return ExitStatus.DONE;
  }
}
