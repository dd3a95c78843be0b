package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
  /** The parameters of lists, which short words are easily mistaken for. */
  private static final List<String> NAMES =
      List.of(
          "action",
          "actor",
          "clinic_id",
          "code",
          "cursor",
          "ended_from",
          "event_id",
          "event_type",
          "from",
          "limit",
          "q",
          "status",
          "target",
          "to",
          "webhook_id");

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "same,same,0", "ab,ba,1", "from,form,1"})
  void distance_countsTypingErrors(String one, String other, int distance) {
    assertThat(NearNames.distance(one, other)).isEqualTo(distance);
  }

  /** A guess that is none sends a person astray. */
  @ParameterizedTest
  @CsvSource({"who", "kind", "id", "x", "size", "name", "type_of_it", "''"})
  void word_thatIsNearNothing_getsNoHint(String wrong) {
    assertThat(NearNames.of(wrong, NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "webhook,webhook_id",
    "clinic,clinic_id",
    "webhok_id,webhook_id",
    "type,event_type",
    "form,from",
    "too,to",
    "actr,actor",
    "stauts,status",
    "event_typ,event_type"
  })
  void word_thatIsNear_isGuessed(String wrong, String meant) {
    assertThat(NearNames.of(wrong, NAMES)).startsWith(meant);
  }

  @Test
  void word_thatManyNamesHave_saysNothing() {
    assertThat(
            NearNames.of(
                "patient",
                List.of("patient_name", "patient_phone", "patient_email", "patient_number")))
        .isEmpty();
  }

  @Test
  void question_namesThemAll_orSaysTheOtherThing() {
    assertThat(NearNames.question(List.of("a", "b"), "Choose one."))
        .isEqualTo("Did you mean a or b?");
    assertThat(NearNames.question(List.of(), "Choose one.")).isEqualTo("Choose one.");
  }
}
