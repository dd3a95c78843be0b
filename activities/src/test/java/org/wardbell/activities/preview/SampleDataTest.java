package org.wardbell.activities.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.template.Values;

class SampleDataTest {
  private final SampleData samples = new SampleData(CatalogueFile.load());

  @ParameterizedTest
  @CsvSource({
    "appointment.booked, appointment/4711",
    "patient.registered, patient/23",
    "bill.paid, bill/901",
    "encounter.created, encounter/815",
  })
  void subject_isTheRecordThatTheSamplesAreOf(String type, String subject) {
    assertThat(samples.subject(type)).isEqualTo(subject);
    String record = subject.substring(0, subject.indexOf('/'));
    assertThat(
            Values.parse(samples.of(type).getBytes(StandardCharsets.UTF_8))
                .path(record + "_id")
                .asString())
        .isEqualTo(subject.substring(record.length() + 1));
  }

  @Test
  void subject_ofWhatHasNoRecordInItsSamples_isNone() {
    assertThat(samples.subject("clinic.updated")).isNull();
    assertThat(samples.subject("custom.triage")).isNull();
    assertThat(samples.subject("no.such_type")).isNull();
    assertThat(samples.subject("nothing")).isNull();
  }
}
