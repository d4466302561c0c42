package dev.pinwheel.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {

  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pinwheel.runtime");

  @Test
  void whatStagesAreWrittenAgainstKnowsNothingOfKafka() {
    noClasses()
        .that()
        .resideInAPackage("dev.pinwheel.runtime")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "dev.pinwheel.runtime.*..")
        .check(RUNTIME);
  }

  @Test
  void settingsKnowNothingOfKafkaEngineOrService() {
    noClasses()
        .that()
        .resideInAPackage("dev.pinwheel.runtime.config")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "dev.pinwheel.runtime.engine..", "dev.pinwheel.runtime.service..")
        .check(RUNTIME);
  }

  @Test
  void theEngineKnowsNothingOfTheShellAroundIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.pinwheel.runtime.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.pinwheel.runtime.service..")
        .allowEmptyShould(true)
        .check(RUNTIME);
  }
}
