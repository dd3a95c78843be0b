package org.wardbell.api.dashboard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.dashboard.delivery.DeliveryMatches.Found;

class SelectionQuestionsTest {
  private static final DeliveriesFilter ANY = new DeliveriesFilter(Map.of());

  @ParameterizedTest
  @CsvSource({
    "2026-05-01T10:00:00Z, 2026-05-01T10:00:00Z",
    "2026-05-01T13:30, 2026-05-01T13:30",
    "2026-05-01T14:30, 2026-05-01T12:00:00Z",
    "2099-01-01T00:00:00+02:00, 2026-05-01T12:00:00Z",
    "someday, someday"
  })
  void allThatMatch_endsAtTheQuestion_whateverTheFilterSays(String to, String bounded) {
    assertThat(
            SelectionQuestions.bounded(
                    ANY.with("to", to), "2026-05-01T12:00:00Z", ZoneId.of("Europe/Berlin"))
                .value("to"))
        .isEqualTo(bounded);
  }

  @Test
  void searchThatStopped_doesNotSayThatThereIsNothing() {
    SelectionPage stopped =
        SelectionQuestions.page(SelectionAct.RESEND, ANY, new Found(List.of(), false), "now");
    SelectionPage whole =
        SelectionQuestions.page(SelectionAct.RESEND, ANY, new Found(List.of(), true), "now");

    assertThat(stopped.isPossible()).isTrue();
    assertThat(stopped.subject()).isEqualTo("at least 0 deliveries");
    assertThat(whole.obstacle()).isEqualTo("There is nothing to resend.");
  }

  @Test
  void command_hidesTheEventsDataFromLogs() {
    assertThat(new DeliveryPage.Command(1, "curl the-data", List.of("WEBHOOK_A")).toString())
        .doesNotContain("the-data");
  }
}
