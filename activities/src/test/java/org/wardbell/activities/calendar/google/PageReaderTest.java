package org.wardbell.activities.calendar.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.calendar.google.RemotePage.Unreadable;
import org.wardbell.activities.calendar.google.event.RemoteEvent;

/** Pages of which an item is not what Google's reference says. */
class PageReaderTest {
  private static final String GOOD =
      """
      {"id": "good", "status": "confirmed",
       "start": {"dateTime": "2031-05-01T09:00:00Z"}, "end": {"dateTime": "2031-05-01T10:00:00Z"}}
      """;

  private static RemotePage read(String... items) throws IOException {
    return page(
        "{\"timeZone\": \"Europe/Berlin\", \"nextSyncToken\": \"next\", \"items\": ["
            + String.join(",", items)
            + "]}");
  }

  private static RemotePage page(String json) throws IOException {
    return PageReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"bad\", \"start\": {\"dateTime\": \"not a time\"}}",
        "{\"id\": \"bad\", \"start\": {\"date\": \"99-99\"}, \"end\": 7}",
        "{\"id\": \"bad\", \"sequence\": \"a lot\"}",
        "{\"id\": \"bad\", \"attendees\": \"Rosa\"}",
        "{\"id\": \"bad\", \"recurrence\": {\"RRULE\": 1}}"
      })
  void c49_item_thatCannotBeRead_isNamed_andTheOthersAreRead(String bad) throws IOException {
    RemotePage page = read(bad, GOOD);

    assertThat(page.unreadable()).containsExactly(new Unreadable("bad", "unreadable"));
    assertThat(page.events()).extracting(RemoteEvent::id).containsExactly("good");
    assertThat(page.nextSyncToken()).isEqualTo("next");
    assertThat(page.nextPageToken()).isNull();
  }

  @Test
  void c49_item_withoutAnId_isCounted() throws IOException {
    assertThat(read("{\"status\": \"confirmed\"}", "17", GOOD).unreadable())
        .containsExactly(new Unreadable("", "without_id"), new Unreadable("", "without_id"));
  }

  @Test
  void c49_year0_andATextOfAMegabyte_areNoTrouble() throws IOException {
    RemotePage page =
        read(
            "{\"id\": \"old\", \"start\": {\"dateTime\": \"0000-01-01T00:00:00Z\"},"
                + " \"end\": {\"dateTime\": \"0000-01-01T01:00:00Z\"}}",
            "{\"id\": \"long\", \"description\": \"" + "x".repeat(1024 * 1024) + "\"}");
    assertThat(page.unreadable()).isEmpty();
    assertThat(page.events()).extracting(RemoteEvent::id).containsExactly("old", "long");
    assertThat(page.events().getFirst().busy()).isNull();
  }

  @Test
  void c27_page_withoutItems_hasItsTokenAllTheSame() throws IOException {
    assertThat(page("{\"nextSyncToken\": \"next\"}").nextSyncToken()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "", "{\"items\": ["})
  void answer_thatIsNoPage_isUnreadableAsAWhole(String answer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page(answer))
        .withMessageNotContaining("html");
  }
}
