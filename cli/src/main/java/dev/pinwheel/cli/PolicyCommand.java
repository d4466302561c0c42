package dev.pinwheel.cli;

import dev.pinwheel.chain.policy.PolicySource;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.PolicyCatalogue;
import dev.pinwheel.validator.file.PolicyLint;
import dev.pinwheel.validator.file.PolicyReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Policy files: whether they can be used, what holds for a target, what it means. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Policy files: checks them, shows what holds for a target, says it in words.",
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of lint, show, explain is expected");
  }

  @Command(
      name = "lint",
      mixinStandardHelpOptions = true,
      description =
          "Tells every fault of policy files, with its line, and whether they contradict each"
              + " other. Exit status 3 where they cannot be used.")
  int lint(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML files.")
          List<Path> files,
      @Option(names = "--json", description = "Print the result as JSON.") boolean json) {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    for (Path file : files) {
      texts.put(file.toString(), TextFile.read(file).getBytes(StandardCharsets.UTF_8));
    }
    PolicyLint lint = PolicyLint.of(texts, Clock.systemUTC().instant());
    if (json) {
      out().println(Json.text(lint));
    } else {
      lint.files().forEach(this::print);
      Optional.ofNullable(lint.conflict()).ifPresent(out()::println);
    }
    return lint.good() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private void print(PolicyLint.Checked checked) {
    checked.faults().forEach(fault -> out().println(fault.in(checked.file())));
    checked.warnings().forEach(fault -> out().println("warning: " + fault.in(checked.file())));
    if (checked.faults().isEmpty()) {
      PolicyReport policy = checked.policy();
      out()
          .printf(
              "%s: good, %s %s for %s%n",
              checked.file(), policy.name(), policy.version(), policy.targetKind());
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints what holds for a target, and where each value stands.")
  int show(
      @Parameters(paramLabel = "KIND", description = "Such as OAUTH_CLIENT.") TargetKind kind,
      @Option(names = "--region", defaultValue = "", description = "The target's region.")
          String region,
      @Option(names = "--target", defaultValue = "", description = "The target's id.")
          String target,
      @Option(names = "--policies", paramLabel = "FOLDER", description = FOLDER_MEANING)
          Path folder,
      @Option(names = "--json", description = "Print the policy as JSON.") boolean json) {
    PolicyReport policy = PolicyReport.of(catalogue(folder).forTarget(known(kind), region, target));
    if (json) {
      out().println(Json.text(policy));
      return ExitStatus.DONE;
    }
    head(policy);
    for (PolicyReport.Setting setting : policy.settings()) {
      out()
          .printf("%-24s %s%n%25s# %s%n", setting.key() + ":", setting.value(), "", setting.from());
    }
    return ExitStatus.DONE;
  }

  private static final String FOLDER_MEANING =
      "Folder of policy files on top of the shipped templates: the validator's setting policies.";

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "Says in plain words what a policy file, or a kind's template, asks for.")
  int explain(
      @Parameters(paramLabel = "FILE|KIND", description = "A YAML file, or such as OAUTH_CLIENT.")
          String what,
      @Option(names = "--policies", paramLabel = "FOLDER", description = FOLDER_MEANING)
          Path folder,
      @Option(names = "--json", description = "Print the policy as JSON.") boolean json) {
    Optional<TargetKind> kind = PolicyArgument.kind(what);
    PolicyReport policy =
        kind.isPresent()
            ? PolicyReport.of(catalogue(folder).forTarget(known(kind.get()), "", ""))
            : PolicyReport.of(PolicyArgument.file(what));
    if (json) {
      out().println(Json.text(policy));
      return ExitStatus.DONE;
    }
    head(policy);
    policy.settings().forEach(setting -> out().println("- " + setting.words()));
    return ExitStatus.DONE;
  }

  private void head(PolicyReport policy) {
    out().printf("# %s %s for %s%n", policy.name(), policy.version(), policy.targetKind());
    out().printf("# SHA-256 %s%n", policy.digest());
    for (PolicySource source : policy.sources()) {
      out().printf("# from %s (%s %s)%n", source.file(), source.name(), source.version());
    }
  }

  private static PolicyCatalogue catalogue(Path folder) {
    try {
      return folder == null ? PolicyCatalogue.shipped() : PolicyCatalogue.of(folder);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
  }

  private static TargetKind known(TargetKind kind) {
    if (kind == TargetKind.UNKNOWN) {
      throw new WrongUsageException("there is no policy template for UNKNOWN");
    }
    return kind;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
