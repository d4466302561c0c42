package dev.pinwheel.requests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {

  private static final JavaClasses REQUESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pinwheel.requests");

  @Test
  void whatIsDecidedAndWhatIsToldKnowNothingOfKafkaAndHttp() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.pinwheel.requests.intake", "dev.pinwheel.requests.timeline")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "io.javalin..",
            "jakarta..",
            "java.net..",
            "dev.pinwheel.requests.http..",
            "dev.pinwheel.requests.waiting..",
            "dev.pinwheel.requests.kafka..")
        .check(REQUESTS);
  }

  @Test
  void theTopicsAreReadAndWrittenWithoutKnowledgeOfHttp() {
    noClasses()
        .that()
        .resideInAPackage("dev.pinwheel.requests.kafka")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "dev.pinwheel.requests.http..")
        .check(REQUESTS);
  }
}
