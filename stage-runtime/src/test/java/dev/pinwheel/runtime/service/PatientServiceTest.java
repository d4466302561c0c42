package dev.pinwheel.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PatientServiceTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final AtomicReference<List<String>> missing =
      new AtomicReference<>(List.of("a topic", "a right"));
  private final StillService service = new StillService();

  @Test
  void tellsWhatIsMissingAndStartsOnceNothingIs() {
    try (PatientService patient = new PatientService("still", missing::get, service)) {
      patient.start();

      await().atMost(LIMIT).until(() -> patient.health().detail().contains("a topic"));
      assertThat(patient.health())
          .isEqualTo(new Service.Health(true, false, "waiting: a topic; a right"));
      assertThat(service.started).isFalse();

      missing.set(List.of());
      await().atMost(LIMIT).until(() -> patient.health().ready());
      assertThat(service.started).isTrue();
      assertThat(patient.health().detail()).isEqualTo("still");
    }
    assertThat(service.closed).hasValue(1);
  }

  @Test
  void aStartThatFailsIsForARestart() {
    StillService failing =
        new StillService() {
          @Override
          public void start() {
            throw new IllegalStateException("no room");
          }
        };
    try (PatientService patient = new PatientService("still", List::of, failing)) {
      patient.start();

      await().atMost(LIMIT).until(() -> !patient.health().live());
      assertThat(patient.health().detail()).isEqualTo("no room");
    }
  }

  @Test
  void nothingStartsAfterItsEndEvenWhileTheQuestionIsUnderWay() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    PatientService patient =
        new PatientService(
            "still",
            () -> {
              asking.countDown();
              try {
                answered.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            },
            service);
    patient.start();
    asking.await();

    patient.close();
    answered.countDown();

    assertThat(service.started).isFalse();
    assertThat(service.closed).hasValue(1);
  }
}
