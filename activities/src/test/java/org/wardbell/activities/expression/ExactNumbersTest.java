package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are to stay what they were, beyond what a double knows. */
class ExactNumbersTest {
  private static final UUID CLINIC = new UUID(0, 1);

  private static final byte[] EVENT =
      json(
          "{\"data\":{\"patient_id\":8202522731445525542,\"amt\":10.00,\"tiny\":1e-7,\"k\":1e3,"
              + "\"ids\":[8202522731445525541,8202522731445525542],\"debt\":-9007199254740993,"
              + "\"huge\":123456789012345678901234567890,\"long\":0.1234567890123456789,\"n\":7}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "data.patient_id¦8202522731445525542",
        "data.amt¦10.00",
        "data.ids¦[8202522731445525541,8202522731445525542]",
        "data.huge¦123456789012345678901234567890",
        "data.long¦0.1234567890123456789",
        "data.tiny¦1E-7",
        "data.k¦1000",
        "8202522731445525543¦8202522731445525543",
        "-8202522731445525543¦-8202522731445525543",
        "'id ' & data.patient_id¦\"id 8202522731445525542\"",
        "$string(data.amt)¦\"10.00\"",
        "$number('8202522731445525542')¦8202522731445525542",
        "data.patient_id + 1¦8202522731445525543",
        "data.patient_id - data.ids[0]¦1",
        "data.patient_id % 10¦2",
        "data.n * 1000000000000000000000¦7000000000000000000000",
        "$sum(data.ids)¦16405045462891051083",
        "data.amt * 2¦20",
        "data.amt + 0.5¦10.5",
        "1 / 3 * 3¦1",
        "{'a': data.amt, 'b': [data.patient_id]}¦{\"a\":10.00,\"b\":[8202522731445525542]}"
      })
  void transform_anyNumber_isExact(String expression, String result) {
    assertThat(new String(transformed(expression), StandardCharsets.UTF_8)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "data.patient_id = 8202522731445525542¦true",
        "data.patient_id = 8202522731445525543¦false",
        "data.patient_id != 8202522731445525543¦true",
        "data.patient_id < 8202522731445525543¦true",
        "data.patient_id >= 8202522731445525543¦false",
        "8202522731445525541 in data.ids¦true",
        "8202522731445525543 in data.ids¦false",
        "$count(data.ids[$ = 8202522731445525541]) = 1¦true",
        "data.debt = -9007199254740993¦true",
        "data.debt = -9007199254740992¦false",
        "data.amt = 10¦true",
        "data.amt = 10.00 and 10 = data.amt¦true",
        "data.amt > 9.99 and data.amt < 10.01¦true"
      })
  void matches_anyNumber_isComparedExactly(String filter, boolean result) {
    assertThat(Expression.compile(filter).matches(CLINIC, EVENT)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.patient_id / 3",
        "data.patient_id * 0.5",
        "$floor(data.patient_id)",
        "$round(data.patient_id, -2)",
        "$power(data.patient_id, 2)",
        "$average(data.ids)",
        "-data.patient_id"
      })
  void transform_thatCannotBeExact_failsWithAReason(String expression) {
    assertThatThrownBy(() -> transformed(expression))
        .isInstanceOf(ExpressionFailure.class)
        .hasMessageContaining("more digits");
  }

  @Test
  void document_withANumberBeyondAllMeasure_failsWithAReason() {
    assertThatThrownBy(
            () ->
                Expression.compile("data.a + 1")
                    .transform(CLINIC, json("{\"data\":{\"a\":1e99999999}}")))
        .isInstanceOf(ExpressionFailure.class)
        .hasMessageContaining("too many digits");
  }

  private static byte[] transformed(String expression) {
    return Expression.compile(expression).transform(CLINIC, EVENT);
  }

  private static byte[] json(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
