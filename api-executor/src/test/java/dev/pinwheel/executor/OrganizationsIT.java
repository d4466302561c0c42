package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two organisations side by side, in one executor. */
class OrganizationsIT {

  private FakePlatform blue;
  private FakePlatform red;
  private ApiExecutorStage stage;
  private Run run;

  @BeforeEach
  void start() throws Exception {
    blue = new FakePlatform();
    red = new FakePlatform();
    run = new Run(blue);
    stage =
        run.stage(
            Run.config(
                List.of(
                    Run.organization("blue", Optional.of("blue-id"), Optional.of(blue.url())),
                    Run.organization("red", Optional.of("red-id"), Optional.of(red.url()))),
                Run.TIMEOUT));
  }

  @AfterEach
  void stop() {
    stage.close();
    run.close();
    red.close();
    blue.close();
  }

  @Test
  void eachGetsItsOwnTokensAndItsOwnChanges() throws Exception {
    assertThat(handle("red-id")).isInstanceOf(Outcome.Publish.class);

    assertThat(red.changes()).isOne();
    assertThat(red.count(Call.TOKEN)).isOne();
    assertThat(blue.count(Call.TOKEN)).isZero();
    assertThat(blue.count(Call.GET)).isZero();

    assertThat(handle("blue")).isInstanceOf(Outcome.Publish.class);
    assertThat(blue.count(Call.TOKEN)).isOne();
  }

  @Test
  void anOutageOfOneStopsNothingOfTheOther() throws Exception {
    for (int i = 0; i < 30; i++) {
      red.instead(Call.GET, FakePlatform.json(503, "{}"));
    }
    for (int i = 0; i < 20; i++) {
      handle(target("red").setId("client-" + i % 3).build());
    }
    long calls = red.count(Call.GET);

    assertThat(handle("red")).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(red.count(Call.GET)).as("its breaker is open").isEqualTo(calls);
    Outcome outcome = handle("blue");
    assertThat(outcome).isInstanceOf(Outcome.Publish.class);
    assertThat(new Run.Ended(((Outcome.Publish) outcome).events()).applied())
        .isInstanceOf(ApiApplied.class);
  }

  private Outcome handle(String organization) throws InterruptedException {
    return handle(target(organization).build());
  }

  private Outcome handle(Target target) throws InterruptedException {
    ChainValidated event = Events.validated(target).build();
    return stage.handle(Events.delivery(event, 1, run.clock.instant()));
  }

  private static Target.Builder target(String organization) {
    return Target.newBuilder(Events.target()).setOrganizationId(organization);
  }
}
