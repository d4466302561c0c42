package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topics;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitDifferenceTest {

  private static final String MICROS = "{'type':'long','logicalType':'timestamp-micros'}";
  private static final String MILLIS = "{'type':'long','logicalType':'timestamp-millis'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%s|f",
        "['null',%s]|f",
        "{'type':'array','items':%s}|f[]",
        "{'type':'map','values':['null',%s]}|f{}",
        "{'type':'record','name':'Inner','fields':[{'name':'at','type':%s}]}|f.at",
        "{'type':'array','items':{'type':'record','name':'Inner','fields':[{'name':'at','type':%s}]}}"
            + "|f[].at"
      })
  void isFoundWhereverItIs(String type, String path) {
    assertThat(UnitDifference.find(record(type, MICROS), record(type, MILLIS)))
        .contains(
            path
                + " was written as timestamp-millis and is read as timestamp-micros;"
                + " write timestamp-micros");
    assertThat(UnitDifference.find(record(type, MICROS), record(type, MICROS))).isEmpty();
  }

  @Test
  void isFoundBetweenAFieldThatMayBeNullAndOneThatMayNot() {
    assertThat(UnitDifference.find(record("['null',%s]", MICROS), record("%s", MILLIS)))
        .isPresent();
    assertThat(UnitDifference.find(record("%s", MICROS), record("['null',%s]", MILLIS)))
        .isPresent();
  }

  @Test
  void isFoundInANumberThatIsPromoted() {
    assertThat(
            UnitDifference.find(
                record("%s", MICROS), record("%s", "{'type':'int','logicalType':'date'}")))
        .hasValueSatisfying(text -> assertThat(text).contains("date", "timestamp-micros"));
  }

  @Test
  void isFoundInAFieldOfAnotherName() {
    Schema reader =
        parsed(
            "{'type':'record','name':'R','fields':[{'name':'f','aliases':['g'],'type':"
                + MICROS
                + "}]}");
    Schema writer =
        parsed("{'type':'record','name':'R','fields':[{'name':'g','type':" + MILLIS + "}]}");

    assertThat(UnitDifference.find(reader, writer)).isPresent();
  }

  @Test
  void aSideWithoutAUnitIsBelieved() {
    assertThat(UnitDifference.find(record("%s", MICROS), record("%s", "'long'"))).isEmpty();
    assertThat(UnitDifference.find(record("%s", "'long'"), record("%s", MILLIS))).isEmpty();
  }

  @Test
  void aRecordInsideOfItselfHasAnEnd() {
    String tree = "{'type':'record','name':'R','fields':[{'name':'next','type':['null','R']}]}";

    assertThat(UnitDifference.find(parsed(tree), parsed(tree))).isEmpty();
  }

  @Test
  void noEventDiffersFromItself() {
    assertThat(Topics.all().stream().flatMap(topic -> topic.value().stream()))
        .isNotEmpty()
        .allSatisfy(
            event -> {
              Schema schema = SpecificData.get().getSchema(event);
              assertThat(UnitDifference.find(schema, schema)).isEmpty();
            });
  }

  private static Schema record(String type, String unit) {
    return parsed(
        "{'type':'record','name':'R','fields':[{'name':'f','type':" + type.formatted(unit) + "}]}");
  }

  private static Schema parsed(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
