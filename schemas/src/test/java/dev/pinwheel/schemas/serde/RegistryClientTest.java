package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.Target;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private static final Schema SCHEMA = Target.getClassSchema();

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client = RegistryClient.of(Serdes.settings(registry.url()));

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void registeringTwiceGivesOneId() {
    assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    assertThat(client.register("s", SCHEMA)).isEqualTo(1);
    assertThat(client.register("s", PinPair.getClassSchema())).isEqualTo(2);
  }

  @Test
  void findsWhatIsRegistered() {
    client.register("s", PinPair.getClassSchema());
    client.register("s", SCHEMA);

    assertThat(client.find("s", SCHEMA)).contains(new RegisteredSchema("s", 2, 2, SCHEMA));
    assertThat(client.find("other", SCHEMA)).isEmpty();
    assertThat(client.find("s", Schema.create(Schema.Type.INT))).isEmpty();
  }

  @Test
  void tellsTheLatestVersion() {
    assertThat(client.latest("s")).isEmpty();

    client.register("s", PinPair.getClassSchema());
    client.register("s", SCHEMA);

    assertThat(client.latest("s")).contains(new RegisteredSchema("s", 2, 2, SCHEMA));
  }

  @Test
  void tellsTheSchemaOfAnId() {
    client.register("s", SCHEMA);

    assertThat(client.byId(1)).isEqualTo(new SchemaById.Found(SCHEMA));
    assertThat(client.byId(2)).isEqualTo(new SchemaById.Unknown());
  }

  @Test
  void tellsAndSetsTheRuleOfASubject() {
    assertThat(client.compatibility("s")).isEmpty();

    client.setCompatibility("s", Compatibility.FULL_TRANSITIVE);

    assertThat(client.compatibility("s")).contains(Compatibility.FULL_TRANSITIVE);
  }

  @Test
  void aRuleThatWeDoNotKnowIsNoAnswerOfThisApi() {
    registry.setRule("s", "SIDEWAYS");

    assertThatThrownBy(() -> client.compatibility("s"))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void asksWhetherASchemaWouldBeLetIn() {
    assertThat(client.isCompatible("s", SCHEMA)).isFalse();

    client.register("s", SCHEMA);

    assertThat(client.isCompatible("s", SCHEMA)).isTrue();
  }

  @Test
  void everythingMayBeLetIntoASubjectWithoutVersions() {
    registry.next(ScriptedRegistry.error(404, 40401, "Subject not found"));

    assertThat(client.isCompatible("s", SCHEMA)).isTrue();
  }

  @Test
  void subjectsAreEncodedInPaths() {
    client.register("a/b c?", SCHEMA);

    assertThat(registry.paths()).containsExactly("POST /subjects/a%2Fb%20c%3F/versions");
  }

  @Test
  void anAnswerWithoutAnIdIsNoAnswer() {
    registry.next(ScriptedRegistry.error(200, 0, "hello"));

    assertThatThrownBy(() -> client.register("s", SCHEMA))
        .isInstanceOf(RegistryUnavailableException.class);
  }
}
