package dev.pinwheel.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.runtime.config.SettingsFile.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsFileTest {

  @Test
  void remembersTheLineOfEachSetting() {
    assertThat(parse("# a comment \\", "", "a = 1", "! another", "b:two words ").entries())
        .containsExactly(
            new Setting("a", "1", "f line 3"), new Setting("b", "two words", "f line 5"));
  }

  @Test
  void joinsContinuedLines() {
    assertThat(parse("a = one, \\", "    two", "b = C:\\\\", "c = 3").entries())
        .containsExactly(
            new Setting("a", "one, two", "f line 1"),
            new Setting("b", "C:\\", "f line 3"),
            new Setting("c", "3", "f line 4"));
  }

  @Test
  void readsALastLineThatPromisesAnother() {
    assertThat(parse("a = 1\\").entries()).containsExactly(new Setting("a", "1", "f line 1"));
  }

  @Test
  void reportsSettingsThatAreThereTwice() {
    assertThat(parse("a = 1", "a = 2").faults())
        .containsExactly("a (f line 2): already set in f line 1");
  }

  @Test
  void faultsNameTheLine() {
    InvalidSettingsException invalid =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                Settings.read(
                    List.of(ConfigKey.flag("dry.run", "only look").withDefault("false")),
                    parse("", "dry.run = yes"),
                    Map.of()));

    assertThat(invalid.faults())
        .containsExactly("dry.run (f line 2): expected true or false, found \"yes\"");
  }

  private static SettingsFile parse(String... lines) {
    return SettingsFile.parse("f", List.of(lines));
  }
}
