package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Series as lists with singleEvents=true show them; guide "Recurring events" unless it says so. */
class SeriesTest extends GoogleWalk {

  private static final String WEEKLY = "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}";

  @Test
  void series_isShownAsInstances_neverAsItself() throws Exception {
    String id = weekly();

    Events all = single().execute();

    assertThat(ids(all))
        .containsExactly(
            id + "_20261123T090000Z",
            id + "_20261130T090000Z",
            id + "_20261207T090000Z",
            id + "_20261214T090000Z");
    Event second = all.getItems().get(1);
    assertThat(second.getRecurringEventId()).isEqualTo(id);
    assertThat(second.getOriginalStartTime()).isEqualTo(second.getStart());
    assertThat(second.getRecurrence()).isNull();
    assertThat(second.getICalUID()).isEqualTo(id + "@google.com");
    assertThat(ids(client.events().list(DOCTOR).execute())).containsExactly(id);
  }

  /** Reported by users: webhookdb/webhookdb PR 722; no tombstone tells of the old id. */
  @Test
  void event_thatBecomesASeries_stopsAppearingUnderItsOldId() throws Exception {
    String id = doctor.create("Visit", NINE, NINE.plusSeconds(1_800));
    String token = single().execute().getNextSyncToken();

    doctor.edit(id, WEEKLY);

    assertThat(ids(since(token))).hasSize(4).doesNotContain(id);
    assertThat(client.events().get(DOCTOR, id).execute().getRecurrence()).hasSize(1);
  }

  @Test
  void series_thatBecomesOneEvent_leavesTombstonesOfItsInstances() throws Exception {
    String id = weekly();
    String token = single().execute().getNextSyncToken();

    doctor.edit(id, "{\"recurrence\":null}");

    Events changes = since(token);
    assertThat(ids(changes)).hasSize(5).contains(id);
    assertThat(changes.getItems().stream().filter(each -> !each.getId().equals(id)))
        .allSatisfy(SeriesTest::isTombstone);
  }

  @Test
  void instance_editedAlone_keepsItsOriginalStart_andTheOthersStay() throws Exception {
    String id = weekly();
    String token = single().execute().getNextSyncToken();
    String third = id + "_20261207T090000Z";

    Event patch =
        new Event()
            .setStart(GoogleClient.time("2026-12-08T10:00:00Z"))
            .setEnd(GoogleClient.time("2026-12-08T10:30:00Z"));
    client.events().patch(DOCTOR, third, patch).execute();

    assertThat(since(token).getItems())
        .singleElement()
        .satisfies(event -> assertThat(event.getId()).isEqualTo(third))
        .satisfies(
            event ->
                assertThat(event.getOriginalStartTime().getDateTime().getValue())
                    .isEqualTo(Instant.parse("2026-12-07T09:00:00Z").toEpochMilli()));
    assertThat(single().execute().getItems()).hasSize(4);
  }

  /** Events resource, field status: only these fields of a cancelled exception are sure. */
  @Test
  void instance_cancelled_isATombstoneWithItsIdentityOnly() throws Exception {
    String id = weekly();
    String token = single().execute().getNextSyncToken();

    client.events().delete(DOCTOR, id + "_20261130T090000Z").execute();

    assertThat(since(token).getItems()).singleElement().satisfies(SeriesTest::isTombstone);
    assertThat(single().execute().getItems()).hasSize(3);
    assertThat(client.events().list(DOCTOR).execute().getItems())
        .as("series with their cancelled instances (reference, parameter showDeleted)")
        .hasSize(2);
    assertThat(
            failure(() -> client.events().delete(DOCTOR, id + "_20261130T090000Z").execute())
                .getStatusCode())
        .isEqualTo(410);
  }

  @Test
  void thisAndFollowing_isAnEndAndANewSeriesWithNewIds() throws Exception {
    String id = weekly();
    String token = single().execute().getNextSyncToken();

    String rest = doctor.editFollowing(id + "_20261207T090000Z", "{\"summary\":\"Later\"}");

    assertThat(rest).isEqualTo(id + "_R20261207T090000");
    assertThat(client.events().get(DOCTOR, id).execute().getRecurrence())
        .containsExactly("RRULE:FREQ=WEEKLY;UNTIL=20261207T085959Z");
    assertThat(doctor.instances(id)).hasSize(2);
    assertThat(doctor.instances(rest))
        .extracting(each -> each.get("summary").asString())
        .containsExactly("Later", "Later");
    Events changes = since(token);
    assertThat(changes.getItems().stream().filter(each -> each.getId().startsWith(rest)))
        .hasSize(2);
    assertThat(changes.getItems().stream().filter(each -> "cancelled".equals(each.getStatus())))
        .extracting(Event::getId)
        .containsExactly(id + "_20261207T090000Z", id + "_20261214T090000Z");
    assertThatThrownBy(() -> doctor.editFollowing(id + "_20261123T090000Z", "{}"))
        .hasMessageContaining("none before");
  }

  @Test
  void series_moved_givesItsInstancesNewIds_andTombstonesForTheOldOnes() throws Exception {
    String id = weekly();
    doctor.edit(id + "_20261130T090000Z", "{\"summary\":\"alone\"}");
    String token = single().execute().getNextSyncToken();

    doctor.move(id, NINE.plusSeconds(3_600), NINE.plusSeconds(5_400));

    Events changes = since(token);
    assertThat(changes.getItems()).hasSize(8);
    assertThat(single().execute().getItems())
        .extracting(Event::getSummary)
        .containsExactly("Visit", "Visit", "Visit", "Visit");
  }

  /** Reported by users: garrytan/gbrain#5015, every instance to 2040 with one touch. */
  @Test
  void endlessSeries_touched_comesWithYearsOfInstances_orWithTheWindowsOnly() throws Exception {
    Events first =
        single().setTimeMax(new DateTime(NINE.plusSeconds(864_000).toEpochMilli())).execute();
    doctor.edit(
        doctor.create("Visit", NINE, NINE.plusSeconds(1_800)),
        "{\"recurrence\":[\"RRULE:FREQ=WEEKLY\"]}");

    assertThat(since(first.getNextSyncToken()).getItems()).hasSizeGreaterThan(250);

    act("instances-beyond-window", "{\"come\":false}");
    assertThat(since(first.getNextSyncToken()).getItems()).hasSize(2);
  }

  /** Reported by users: googleapis/google-api-ruby-client#860. */
  @Test
  void deletedSeries_tellsOfAllInstances_orOfSixMonthsOnly() throws Exception {
    Instant now = Instant.now();
    String id = doctor.create("Visit", now, now.plusSeconds(1_800));
    doctor.edit(id, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=100\"]}");
    String token = single().execute().getNextSyncToken();

    doctor.delete(id);

    assertThat(since(token).getItems()).hasSize(100).allSatisfy(SeriesTest::isTombstone);
    google.lists().tombstonesOfInstancesReach(Duration.ofDays(180));
    assertThat(since(token).getItems()).hasSize(26);
  }

  /** RFC 5545, 3.8.5: dates beside rules, days without time, daylight saving time. */
  @Test
  void lines_ofDatesAndRules_areHonoured() throws Exception {
    String dates =
        doctor.create(
            allDay("\"RDATE;VALUE=DATE:20261201,20261224\",\"EXDATE;VALUE=DATE:20261201\""));
    assertThat(doctor.instances(dates))
        .extracting(each -> each.get("id").asString())
        .containsExactly(dates + "_20261123", dates + "_20261224");

    String summer = doctor.create("Spring", at("2027-03-21T09:00:00Z"), at("2027-03-21T09:30:00Z"));
    doctor.edit(summer, WEEKLY);
    assertThat(doctor.instances(summer).get(1).get("id").asString())
        .as("the same hour in Berlin")
        .isEqualTo(summer + "_20270328T080000Z");
    assertThatThrownBy(() -> doctor.edit(summer, "{\"recurrence\":[\"RRULE:FREQ=NEVER\"]}"))
        .hasMessageContaining("Invalid recurrence rule");
  }

  /** Events resource, field timeZone: required for a series. */
  @Test
  void series_withoutAZone_is400() {
    Event event = visit().setRecurrence(List.of("RRULE:FREQ=DAILY"));

    assertThat(failure(() -> client.events().insert(DOCTOR, event).execute()).getStatusCode())
        .isEqualTo(400);
  }

  /** Reference of events.instances. */
  @Test
  void instances_ofASeries_areListedInPages() throws Exception {
    String id = weekly();
    client.events().delete(DOCTOR, id + "_20261130T090000Z").execute();

    Events first = client.events().instances(DOCTOR, id).setMaxResults(2).execute();
    Events rest =
        client
            .events()
            .instances(DOCTOR, id)
            .setMaxResults(2)
            .setPageToken(first.getNextPageToken())
            .execute();

    assertThat(first.getItems()).hasSize(2);
    assertThat(ids(rest)).containsExactly(id + "_20261214T090000Z");
    var deleted = client.events().instances(DOCTOR, id).setShowDeleted(true);
    assertThat(deleted.execute().getItems()).hasSize(4);
    var one = client.events().instances(DOCTOR, id).setOriginalStart("2026-12-07T09:00:00Z");
    assertThat(ids(one.execute())).containsExactly(id + "_20261207T090000Z");
    assertThat(
            failure(() -> client.events().instances(DOCTOR, "unknown0").execute()).getStatusCode())
        .isEqualTo(404);
  }

  private String weekly() {
    String id = doctor.create("Visit", NINE, NINE.plusSeconds(1_800));
    doctor.edit(id, WEEKLY);
    return id;
  }

  private static String allDay(String recurrence) {
    return """
        {"start":{"date":"2026-11-23"},"end":{"date":"2026-11-24"},"recurrence":[%s]}
        """
        .formatted(recurrence);
  }

  private static Instant at(String moment) {
    return Instant.parse(moment);
  }

  private Calendar.Events.List single() throws IOException {
    return client.events().list(DOCTOR).setSingleEvents(true).setMaxResults(2_500);
  }

  private Events since(String token) throws IOException {
    return single().setSyncToken(token).execute();
  }

  private static void isTombstone(Event event) {
    assertThat(event.getStatus()).isEqualTo("cancelled");
    assertThat(event.getRecurringEventId()).isNotEmpty();
    assertThat(event.getOriginalStartTime()).isNotNull();
    assertThat(event.getStart()).isNull();
    assertThat(event.getSummary()).isNull();
  }
}
