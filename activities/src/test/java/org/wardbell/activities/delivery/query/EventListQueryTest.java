package org.wardbell.activities.delivery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** The list of events by what no index has: a page looks at so many rows, and the next goes on. */
@Tag("servers")
final class EventListQueryTest {
  private static final int FEW = 10;
  private static final UUID CLINIC = Ids.next();

  private static Database database;
  private static EventListQuery lists;

  @BeforeAll
  static void fill() {
    MySqlDatabase empty = MigratedDatabase.create();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    EventStore store =
        new EventStore(new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys()));
    lists = new EventListQuery(database.dsl(), new EventQuery(database.dsl(), store));
    List<NewEvent> wanted = new ArrayList<>();
    for (int i = 0; i < EventListQuery.SCANNED_ROWS + FEW; i++) {
      wanted.add(event(i < FEW ? "bill.paid" : "appointment.booked"));
    }
    var _ = store.record(database.dsl(), wanted);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static NewEvent event(String type) {
    return new NewEvent(
        CLINIC, type, null, "api", null, null, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static EventFilter of(
      @Nullable String type, @Nullable String source, @Nullable Long before) {
    return new EventFilter(CLINIC, null, type, source, null, null, before);
  }

  @Test
  void list_ofATypeThatIsFarBack_isShortAndGoesOn() {
    EventSlice first = lists.list(of("bill.paid", null, null), FEW);
    EventSlice second = lists.list(of("bill.paid", null, first.next()), FEW);

    assertThat(first.events()).isEmpty();
    assertThat(first.next()).isNotNull();
    assertThat(second.events()).hasSize(FEW).extracting(KeptEvent::type).containsOnly("bill.paid");
  }

  @Test
  void list_ofASource_isAsLongAsAsked() {
    EventSlice page = lists.list(of(null, "api", null), FEW);

    assertThat(page.events()).hasSize(FEW);
    assertThat(page.next()).isEqualTo(page.events().getLast().number());
    assertThat(lists.list(of(null, "calendar", FEW + 1L), FEW))
        .isEqualTo(new EventSlice(List.of(), null));
  }

  @Test
  void list_ofATime_hasWhatWasAcceptedInIt() {
    Instant now = Instant.now();
    Instant before = now.minus(Duration.ofDays(1));
    Instant after = now.plus(Duration.ofDays(1));

    assertThat(lists.list(new EventFilter(null, null, null, null, before, after, null), 1).events())
        .hasSize(1);
    assertThat(lists.list(new EventFilter(null, null, null, null, after, null, null), 1).events())
        .isEmpty();
    assertThat(lists.list(new EventFilter(null, null, null, null, null, before, null), 1).events())
        .isEmpty();
  }
}
