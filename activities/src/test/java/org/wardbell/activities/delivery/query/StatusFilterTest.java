package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.DeliveryStatus;
import tools.jackson.databind.json.JsonMapper;

class StatusFilterTest {
  /** A job keeps its filter as JSON, and one of an older version has a single word there. */
  @Test
  void text_isReadAsItIsWritten_inOneOrder() {
    StatusFilter gone = StatusFilter.of("GONE,EXHAUSTED");

    assertThat(gone).isEqualTo(StatusFilter.of(DeliveryStatus.EXHAUSTED, DeliveryStatus.GONE));
    assertThat(gone).hasToString("EXHAUSTED,GONE");
    String json = JsonMapper.shared().writeValueAsString(gone);
    assertThat(json).isEqualTo("\"EXHAUSTED,GONE\"");
    assertThat(JsonMapper.shared().readValue(json, StatusFilter.class)).isEqualTo(gone);
    assertThat(JsonMapper.shared().readValue("\"PARKED\"", StatusFilter.class))
        .isEqualTo(StatusFilter.of(DeliveryStatus.PARKED));
  }

  @Test
  void word_thatIsNoStatus_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> StatusFilter.of("GONE,"));
    assertThatIllegalArgumentException().isThrownBy(() -> StatusFilter.of("gone"));
  }
}
