package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.CommonKeys;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.stack.StageCatalogue;
import dev.pinwheel.testing.pki.TestCa;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code deploy/kubernetes} says is what the API's models and the stages understand. */
final class ManifestsTest {

  private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");

  private static final Map<String, Class<? extends HasMetadata>> MODELS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/Service", Service.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "batch/v1/Job", Job.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  /** In the form of a webhook's signing key, which is the only one that a stage looks at. */
  private static final String ANY_SECRET = "whsec_" + "c2lnbmluZy1rZXktb2YtdGhlLW1hbmlmZXN0cw==";

  @TempDir private static Path trusted;

  @BeforeAll
  static void trustSomebody() throws IOException {
    TestCa ca = TestCa.create(Instant.parse("2026-12-01T00:00:00Z"), new SecureRandom());
    Files.writeString(trusted.resolve("ca.pem"), ca.root().pem());
  }

  static List<String> stages() {
    return AccessRules.STAGES;
  }

  static Stream<String> files() throws IOException {
    Map<String, Object> kustomization = document("kustomization.yaml", "Kustomization");
    return ((List<?>) kustomization.get("resources")).stream().map(String.class::cast);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyResourceIsReadStrictlyByItsModel(String file) throws IOException {
    assertThat(resources(file)).isNotEmpty();
  }

  @Test
  void aFieldThatNoModelKnowsIsRefused() throws IOException {
    Map<String, Object> set = document("api-executor.yaml", "StatefulSet");
    Map<String, Object> misspelt = new HashMap<>(set);
    misspelt.put("spec", Map.of("replica", 2));

    assertThatThrownBy(() -> StrictYaml.as(StatefulSet.class, misspelt))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void everyFileOfTheFolderIsInTheKustomization() throws IOException {
    try (Stream<Path> there = Files.list(FOLDER)) {
      assertThat(there.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(files(), Stream.of("kustomization.yaml")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void theSettingsOfAStageAreTheOnesThatItUnderstands(String stage) throws IOException {
    Map<String, String> environment = new HashMap<>(kafkaLiterals());
    container(pod(stage))
        .getEnv()
        .forEach(
            variable ->
                environment.put(
                    variable.getName(),
                    // what a file or another object says is not there: any secret will do
                    variable.getValue() == null || variable.getValue().startsWith("file:")
                        ? "env:ANY"
                        : variable.getValue()));
    environment.put("PINWHEEL_INSTANCE_ID", stage + "-0");
    environment.computeIfPresent("PINWHEEL_PLATFORM_CLIENT_ID", (name, value) -> "client");
    environment.put("ANY", ANY_SECRET);
    environment.computeIfPresent("PINWHEEL_ANCHORS", (name, value) -> trusted.toString());
    environment.computeIfPresent("PINWHEEL_INTERMEDIATES", (name, value) -> trusted.toString());

    assertThatCode(
            () ->
                Settings.read(
                    CommonKeys.with(StageCatalogue.stages().get(stage).definition()),
                    Map.of(),
                    environment))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aStageHasNoMoreRightsOnItsNodeThanItNeeds(String stage) throws IOException {
    PodSpec pod = pod(stage);

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(10);
    assertThat(container(pod).getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container(pod).getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container(pod).getSecurityContext().getCapabilities().getDrop())
        .containsExactly("ALL");
    assertThat(container(pod).getResources().getLimits()).containsKey("memory");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void livenessAsksWhetherTheProcessLivesAndReadinessWhetherItWorks(String stage)
      throws IOException {
    Container container = container(pod(stage));

    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void whatIsMountedIsAVolumeOfThePod(String stage) throws IOException {
    StatefulSet set = of(StatefulSet.class, stage);
    Stream<String> claims =
        set.getSpec().getVolumeClaimTemplates() == null
            ? Stream.of()
            : set.getSpec().getVolumeClaimTemplates().stream()
                .map(claim -> claim.getMetadata().getName());

    assertThat(container(pod(stage)).getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(pod(stage).getVolumes().stream().map(Volume::getName), claims).toList());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aDrainedNodeTakesOneInstanceAtATime(String stage) throws IOException {
    StatefulSet set = of(StatefulSet.class, stage);
    PodDisruptionBudget budget = of(PodDisruptionBudget.class, stage);

    assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
    assertThat(budget.getSpec().getSelector().getMatchLabels())
        .isEqualTo(set.getSpec().getSelector().getMatchLabels());
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    assertThat(set.getSpec().getReplicas()).isGreaterThan(1);
  }

  private static PodSpec pod(String stage) throws IOException {
    return of(StatefulSet.class, stage).getSpec().getTemplate().getSpec();
  }

  private static Container container(PodSpec pod) {
    return pod.getContainers().getFirst();
  }

  private static <T extends HasMetadata> T of(Class<T> model, String stage) throws IOException {
    return resources(stage + ".yaml").stream()
        .filter(model::isInstance)
        .map(model::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<? extends HasMetadata> resources(String file) throws IOException {
    List<HasMetadata> resources = new ArrayList<>();
    for (Map<String, Object> document : documents(file)) {
      String kind = document.get("apiVersion") + "/" + document.get("kind");
      assertThat(MODELS).containsKey(kind);
      resources.add(StrictYaml.as(MODELS.get(kind), document));
    }
    return resources;
  }

  private static Map<String, String> kafkaLiterals() throws IOException {
    Map<?, ?> generator =
        (Map<?, ?>)
            ((List<?>) document("kustomization.yaml", "Kustomization").get("configMapGenerator"))
                .getFirst();
    Map<String, String> literals = new HashMap<>();
    for (Object literal : (List<?>) generator.get("literals")) {
      String[] parts = ((String) literal).split("=", 2);
      literals.put(parts[0], parts[1]);
    }
    return literals;
  }

  private static Map<String, Object> document(String file, String kind) throws IOException {
    return documents(file).stream()
        .filter(document -> document.get("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<String, Object>> documents(String file) throws IOException {
    return StrictYaml.documents(Files.readString(FOLDER.resolve(file)));
  }
}
