package org.wardbell.api.dashboard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets and courses, as rows show them. */
class PicturesTest {
  @ParameterizedTest
  @CsvSource({
    "https://crm.example.org/hooks/secret?key=secret, crm.example.org, C, ''",
    "https://user:secret@crm.example.org:8443/x, crm.example.org:8443, C, ''",
    "https://hooks.slack.com/services/T0/B0/secret, hooks.slack.com, S, Slack",
    "https://notslack.com/x, notslack.com, N, ''",
    "https://{{host}}/secret, …, …, ''",
    "https://example.org#secret, example.org, E, ''",
    "{{url}}, …, …, ''",
    "http://127.0.0.1:1/nobody, 127.0.0.1:1, 1, ''",
  })
  void target_isTheServerAndNothingElse(String url, String host, String mark, String service) {
    assertThat(Target.of(url)).isEqualTo(new Target(host, mark, service));
  }

  @Test
  void course_hasAColumnForEachHourInWhichSomethingEnded() {
    List<Long> delivered = new ArrayList<>(Collections.nCopies(24, 0L));
    List<Long> failed = new ArrayList<>(delivered);
    delivered.set(0, 10L);
    delivered.set(23, 5L);
    failed.set(23, 5L);

    CoursePicture course = CoursePicture.of(delivered, failed);

    assertThat(course.delivered()).isEqualTo("M0 24.0v-24.0h3v24.0zM92 24.0v-12.0h3v12.0z");
    assertThat(course.failed()).isEqualTo("M92 12.0v-12.0h3v12.0z");
    assertThat(course.words()).isEqualTo("15 delivered, 5 not, in 24 hours");
  }

  @Test
  void course_showsOneFailureAmongThousands_insideThePicture() {
    CoursePicture course = CoursePicture.of(List.of(9_999L), List.of(1L));

    assertThat(course.failed()).isEqualTo("M0 2.0v-2.0h3v2.0z");
  }

  @Test
  void course_ofNothing_isEmpty() {
    assertThat(CoursePicture.of(List.of(0L), List.of(0L)))
        .isEqualTo(new CoursePicture("", "", "nothing ended in 24 hours"));
  }
}
