package dev.pinwheel.chain.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogListReaderTest {

  private static final TestLog LOG = TestLog.of("first", "Alpha");
  private static final String GOOD = TestLog.json(LOG, TestLog.of("second", "Beta"));

  @Test
  void readsEveryLogOfEveryOperator() throws InvalidLogListException {
    assertThat(LogListReader.read(GOOD).size()).isEqualTo(2);
  }

  @Test
  void readsLogsOfTheStaticApi() throws InvalidLogListException {
    assertThat(LogListReader.read(GOOD.replace("\"logs\"", "\"tiled_logs\"")).size()).isEqualTo(2);
  }

  @Test
  void passesOverWhatItDoesNotNeed() throws InvalidLogListException {
    String more = TestLog.json(LOG.with("\"dns\": \"x.example\", \"log_type\": \"prod\""));
    assertThat(LogListReader.read(more).size()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    refuses("not JSON", "{");
    refuses("operators: expected an array", "{}");
    refuses("it has no log", "{\"operators\": []}");
    refuses("the same log twice", TestLog.json(LOG, LOG));
    refuses("first: key is missing", TestLog.json(LOG).replace("\"key\"", "\"keys\""));
    refuses(
        "first: log_id is not base64",
        TestLog.json(LOG).replace("\"log_id\": \"", "\"log_id\": \"!"));
    refuses(
        "first: log_id is not the SHA-256 of key",
        TestLog.json(LOG).replaceFirst("\"log_id\": \"[^\"]+", "\"log_id\": \"AAAA"));
    refuses("first: state is missing", TestLog.json(LOG).replace("\"state\"", "\"states\""));
    refuses("first: state is none of version 3", TestLog.json(LOG).replace("usable", "frozen"));
    refuses(
        "first: timestamp is no RFC 3339 instant",
        TestLog.json(LOG.state("usable", Instant.EPOCH)).replace("1970-01-01", "1970"));
  }

  private static void refuses(String saying, String json) {
    assertThatThrownBy(() -> LogListReader.read(json))
        .isInstanceOf(InvalidLogListException.class)
        .hasMessageContaining(saying);
  }
}
