package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTest {

  private static final String DOCTOR = "doctor@example.org";
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private GoogleCalendarSimulator google;
  private Calendar client;
  private Doctor doctor;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    client = GoogleClient.connect(google, google.grant(DOCTOR));
    doctor = google.doctor(DOCTOR);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void fullList_inPages_givesTheSyncTokenOnTheLastPageOnly() throws Exception {
    create(5);

    Events first = client.events().list(DOCTOR).setMaxResults(2).execute();
    assertThat(first.getItems()).hasSize(2);
    assertThat(first.getNextSyncToken()).isNull();

    Events second = next(first);
    Events third = next(second);
    assertThat(third.getItems()).hasSize(1);
    assertThat(third.getNextPageToken()).isNull();
    assertThat(third.getNextSyncToken()).isNotEmpty();
  }

  @Test
  void pages_areFrozen_andWhatChangedMeanwhileComesWithTheSyncToken() throws Exception {
    List<String> ids = create(3);
    Events first = client.events().list(DOCTOR).setMaxResults(2).execute();

    doctor.edit(ids.get(2), "{\"summary\":\"renamed\"}");
    doctor.create("late", NINE, NINE.plusSeconds(60));
    Events last = next(first);

    assertThat(last.getItems()).extracting(Event::getSummary).containsExactly("event 2");
    Events changes = since(last.getNextSyncToken()).execute();
    assertThat(changes.getItems())
        .extracting(Event::getSummary)
        .containsExactlyInAnyOrder("renamed", "late");
  }

  @Test
  void incremental_afterDeletion_showsABareTombstone_fullListDoesNot() throws Exception {
    List<String> ids = create(2);
    String token = syncToken();

    doctor.delete(ids.get(0));

    Events changes = since(token).execute();
    assertThat(changes.getItems()).hasSize(1);
    Event tombstone = changes.getItems().getFirst();
    assertThat(tombstone.getId()).isEqualTo(ids.get(0));
    assertThat(tombstone.getStatus()).isEqualTo("cancelled");
    assertThat(tombstone.getStart()).isNull();
    assertThat(client.events().list(DOCTOR).execute().getItems()).hasSize(1);
    assertThat(client.events().list(DOCTOR).setShowDeleted(true).execute().getItems()).hasSize(2);
    assertThat(since(changes.getNextSyncToken()).execute().getItems()).isEmpty();
  }

  @Test
  void incremental_severalEditsOfOneEvent_showsItOnceAsItIsNow() throws Exception {
    String id = create(1).getFirst();
    String token = syncToken();
    doctor.edit(id, "{\"summary\":\"a\"}");
    doctor.edit(id, "{\"summary\":\"b\"}");

    assertThat(since(token).execute().getItems())
        .extracting(Event::getSummary)
        .containsExactly("b");
  }

  @Test
  void incremental_inPages_mustRepeatTheSyncToken() throws Exception {
    String token = syncToken();
    create(3);
    Events first = since(token).setMaxResults(2).execute();

    var without = client.events().list(DOCTOR).setPageToken(first.getNextPageToken());

    assertThat(failure(without::execute).getStatusCode()).isEqualTo(400);
    assertThat(since(token).setPageToken(first.getNextPageToken()).execute().getItems()).hasSize(1);
  }

  @Test
  void incremental_withRefusedParameters_is400() throws Exception {
    String token = syncToken();
    DateTime now = new DateTime(0);

    assertThat(failure(() -> since(token).setTimeMin(now).execute()).getStatusCode())
        .isEqualTo(400);
    assertThat(failure(() -> since(token).setQ("x").execute()).getStatusCode()).isEqualTo(400);
    assertThat(failure(() -> since(token).setShowDeleted(false).execute()).getStatusCode())
        .isEqualTo(400);
    assertThat(failure(() -> since(token).setOrderBy("updated").execute()).getStatusCode())
        .isEqualTo(400);
    assertThat(failure(() -> since(token).setSingleEvents(true).execute()).getStatusCode())
        .isEqualTo(400);
    assertThat(failure(() -> since("nonsense").execute()).getStatusCode()).isEqualTo(400);
  }

  @Test
  void syncToken_ofAnotherCalendar_is400() throws Exception {
    google.addCalendar("second", DOCTOR, java.time.ZoneId.of("UTC"));
    String token = syncToken();

    assertThat(
            failure(() -> client.events().list("second").setSyncToken(token).execute())
                .getStatusCode())
        .isEqualTo(400);
  }

  @Test
  void syncToken_expiredOnOrder_is410_andTheFullListHasNoTombstones() throws Exception {
    List<String> ids = create(2);
    String token = syncToken();
    doctor.delete(ids.get(1));
    google.expireSyncTokens(DOCTOR);

    GoogleJsonResponseException gone = failure(() -> since(token).execute());

    assertThat(gone.getStatusCode()).isEqualTo(410);
    assertThat(GoogleClient.reason(gone)).isEqualTo("fullSyncRequired");
    assertThat(client.events().list(DOCTOR).setShowDeleted(true).execute().getItems()).hasSize(1);
    String fresh = syncToken();
    doctor.delete(ids.get(0));
    assertThat(since(fresh).execute().getItems()).hasSize(1);
  }

  @Test
  void list_updatedSinceLongAgo_is410() throws Exception {
    var list = client.events().list(DOCTOR).setUpdatedMin(new DateTime(0));

    GoogleJsonResponseException gone = failure(list::execute);

    assertThat(gone.getStatusCode()).isEqualTo(410);
    assertThat(GoogleClient.reason(gone)).isEqualTo("updatedMinTooLongAgo");
  }

  @Test
  void window_ofTheFirstPass_staysWithTheToken() throws Exception {
    Events first =
        client
            .events()
            .list(DOCTOR)
            .setTimeMin(new DateTime(NINE.toEpochMilli()))
            .setTimeMax(new DateTime(NINE.plusSeconds(3_600).toEpochMilli()))
            .execute();
    String inside = doctor.create("inside", NINE, NINE.plusSeconds(60));
    doctor.create("outside", NINE.plusSeconds(7_200), NINE.plusSeconds(7_300));
    Events changes = since(first.getNextSyncToken()).execute();
    assertThat(changes.getItems()).extracting(Event::getSummary).containsExactly("inside");

    doctor.move(inside, NINE.plusSeconds(7_200), NINE.plusSeconds(7_300));
    assertThat(since(changes.getNextSyncToken()).execute().getItems())
        .as("an event that leaves the window is still reported")
        .hasSize(1);
  }

  @Test
  void emptyFirstPage_onOrder_hasANextPage() throws Exception {
    create(1);
    google.emptyFirstPages(true);

    Events first = client.events().list(DOCTOR).execute();

    assertThat(first.getItems()).isEmpty();
    assertThat(next(first).getItems()).hasSize(1);
  }

  private List<String> create(int count) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ids.add(doctor.create("event " + number, NINE, NINE.plusSeconds(1_800)));
    }
    return ids;
  }

  private String syncToken() throws IOException {
    return client.events().list(DOCTOR).execute().getNextSyncToken();
  }

  private Calendar.Events.List since(String token) throws IOException {
    return client.events().list(DOCTOR).setSyncToken(token);
  }

  private Events next(Events page) throws IOException {
    return client
        .events()
        .list(DOCTOR)
        .setMaxResults(2)
        .setPageToken(page.getNextPageToken())
        .execute();
  }

  private static GoogleJsonResponseException failure(ThrowingCallable call) {
    return catchThrowableOfType(GoogleJsonResponseException.class, call);
  }
}
