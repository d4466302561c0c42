package dev.pinwheel.chain;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pinwheel.schemas.NearestName;
import dev.pinwheel.schemas.TargetKind;
import java.io.File;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is judged depends on what is given, and on nothing else. */
class PurityTest {

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pinwheel.chain");

  @Test
  void theEngineIsMadeOfParsersListsAndItself() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "dev.pinwheel.chain..",
                    "java..",
                    "javax.crypto..",
                    "javax.security..",
                    "org.bouncycastle..",
                    "org.yaml.snakeyaml..",
                    "com.fasterxml.jackson..",
                    "com.google.common.net..",
                    "com.ibm.icu.text..")
                .or(belongToAnyOf(TargetKind.class, NearestName.class)))
        .check(ENGINE);
  }

  @Test
  void theEngineReadsNoFileNoNetworkAndNoRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .or(belongToAnyOf(SecureRandom.class, File.class)))
        .check(ENGINE);
  }

  @Test
  void theEngineReadsNoClock() {
    noClasses().should().dependOnClassesThat(belongToAnyOf(Clock.class)).check(ENGINE);
    noClasses().should().callMethod(Instant.class, "now").check(ENGINE);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(ENGINE);
    noClasses().should().callMethod(System.class, "nanoTime").check(ENGINE);
  }
}
