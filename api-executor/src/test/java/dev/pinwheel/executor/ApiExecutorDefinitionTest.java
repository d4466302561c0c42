package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;
import org.junit.jupiter.api.Test;

class ApiExecutorDefinitionTest {

  @Test
  void isTheStageThatTheCatalogueNames() {
    ServiceDefinition definition = ApiExecutorDefinition.definition();

    assertThat(definition.name()).isEqualTo(Topics.API_EXECUTOR);
    assertThat(Topics.CHAIN_VALIDATED.readers()).contains(definition.name());
    assertThat(Topics.API_APPLIED.writers()).contains(definition.name());
    assertThat(Topics.ROTATION_FAILED.writers()).contains(definition.name());
    assertThat(Topics.PIN_OBSERVED.writers()).contains(definition.name());
  }

  @Test
  void understandsItsOwnSettingsAndNoneTwice() {
    assertThat(ApiExecutorDefinition.definition().keys())
        .extracting(ConfigKey::name)
        .doesNotHaveDuplicates()
        .containsAll(ApiExecutorConfig.KEYS.stream().map(ConfigKey::name).toList());
  }
}
