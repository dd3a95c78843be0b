package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.calendar.Mail;

/** Events of several people; guide "Invite users to an event" unless it says otherwise. */
class PeopleTest extends GoogleWalk {

  private static final String GUEST = "guest@example.org";
  private static final String STRANGER = "stranger@example.com";

  private Calendar guest;

  @BeforeEach
  void addGuest() throws IOException {
    google.addAccount(GUEST);
    guest = GoogleClient.connect(google, google.grant(GUEST));
  }

  /** Events resource, fields iCalUID, organizer.self and attendees[].self. */
  @Test
  void guestWithAnAccount_hasACopy_withTheSameICalUid() throws Exception {
    Event made = invite(visit().setColorId("5"));

    Event copy = guest.events().get(GUEST, made.getId()).execute();

    assertThat(copy.getICalUID()).isEqualTo(made.getICalUID());
    assertThat(copy.getOrganizer().getEmail()).isEqualTo(DOCTOR);
    assertThat(copy.getOrganizer().getSelf()).isNull();
    assertThat(made.getOrganizer().getSelf()).isTrue();
    assertThat(self(copy)).containsExactly(GUEST);
    assertThat(self(made)).isEmpty();
    assertThat(copy.getColorId()).as("each copy has its own").isNull();
  }

  /** Events resource, field id: unique within a calendar. */
  @Test
  void copy_whoseIdIsTaken_hasAnother() throws Exception {
    String id = GoogleClient.newId();
    guest.events().insert(GUEST, visit().setId(id)).execute();

    Event made = invite(visit().setId(id));

    Event copy =
        guest.events().list(GUEST).setICalUID(made.getICalUID()).execute().getItems().stream()
            .filter(each -> each.getAttendees() != null)
            .findFirst()
            .orElseThrow();
    assertThat(copy.getId()).isNotEqualTo(id);
  }

  @Test
  void organizersChange_reachesTheCopy_andTheCopysOwnFieldsStay() throws Exception {
    Event made = invite(visit());
    guest.events().patch(GUEST, made.getId(), new Event().setColorId("3")).execute();
    String token = guest.events().list(GUEST).execute().getNextSyncToken();

    doctor.move(made.getId(), NINE.plusSeconds(3_600), NINE.plusSeconds(5_400));

    Events changes = guest.events().list(GUEST).setSyncToken(token).execute();
    Event copy = changes.getItems().getFirst();
    assertThat(copy.getStart().getDateTime().getValue())
        .isEqualTo(NINE.plusSeconds(3_600).toEpochMilli());
    assertThat(copy.getColorId()).isEqualTo("3");

    doctor.edit(made.getId(), "{\"colorId\":\"7\"}");
    assertThat(
            guest
                .events()
                .list(GUEST)
                .setSyncToken(changes.getNextSyncToken())
                .execute()
                .getItems())
        .isEmpty();
  }

  @Test
  void lateVideoLink_reachesTheCopy() throws Exception {
    google.meetLinksAfter(Duration.ofSeconds(1));
    ConferenceData asked =
        new ConferenceData()
            .setCreateRequest(new CreateConferenceRequest().setRequestId("request-1"));
    Event meeting = invited(visit()).setConferenceData(asked);
    Event made = client.events().insert(DOCTOR, meeting).setConferenceDataVersion(1).execute();
    Instant patience = Instant.now().plusSeconds(10);
    Event copy = guest.events().get(GUEST, made.getId()).execute();
    assertThat(copy.getHangoutLink()).isNull();
    while (copy.getHangoutLink() == null && Instant.now().isBefore(patience)) {
      Thread.sleep(20);
      copy = guest.events().get(GUEST, made.getId()).execute();
    }

    assertThat(copy.getHangoutLink())
        .isEqualTo(client.events().get(DOCTOR, made.getId()).execute().getHangoutLink())
        .isNotNull();
  }

  @Test
  void guestRemoved_losesTheCopy_andDeletedEventsGoEverywhere() throws Exception {
    Event first = invite(visit());
    Event second = invite(visit());

    client.events().patch(DOCTOR, first.getId(), new Event().setAttendees(List.of())).execute();
    client.events().delete(DOCTOR, second.getId()).execute();

    assertThat(guest.events().list(GUEST).execute().getItems()).isEmpty();
  }

  @Test
  void guestsAnswer_inTheCopy_reachesTheOrganizer() throws Exception {
    Event made = invite(visit());

    google.doctor(GUEST).answer(made.getId(), GUEST, "accepted");
    assertThat(answers(made))
        .containsEntry(GUEST, "accepted")
        .containsEntry(STRANGER, "needsAction");

    google.doctor(GUEST).delete(made.getId());
    assertThat(answers(made)).containsEntry(GUEST, "declined");
  }

  /** Events resource, field attendeesOmitted: only the participant's own answer is written. */
  @Test
  void attendeesOmitted_inAWrite_leavesTheOthersAlone() throws Exception {
    Event made = invite(visit());
    Event own =
        new Event()
            .setAttendeesOmitted(true)
            .setAttendees(
                List.of(new EventAttendee().setEmail(GUEST).setResponseStatus("tentative")));

    guest.events().patch(GUEST, made.getId(), own).execute();

    assertThat(answers(made))
        .containsEntry(GUEST, "tentative")
        .containsEntry(STRANGER, "needsAction");
  }

  /** Events resource, field guestsCanSeeOtherGuests. */
  @Test
  void hiddenGuestList_showsTheGuestsOwnEntryOnly() throws Exception {
    Event made = invite(visit().setGuestsCanSeeOtherGuests(false));

    Event copy = guest.events().get(GUEST, made.getId()).execute();

    assertThat(copy.getAttendees()).extracting(EventAttendee::getEmail).containsExactly(GUEST);
    assertThat(copy.getAttendeesOmitted()).isTrue();
    google.doctor(GUEST).answer(made.getId(), GUEST, "accepted");
    assertThat(answers(made)).containsOnlyKeys(GUEST, STRANGER);
  }

  /** Guide "Handle API errors"; the message is as in kewisch/gdata-provider#274. */
  @Test
  void sharedFields_inACopy_areTheOrganizersUnlessGuestsMayModify() throws Exception {
    Event closed = invite(visit());
    Event open = invite(visit().setGuestsCanModify(true));
    Event renamed = new Event().setSummary("renamed");

    var refused = failure(() -> guest.events().patch(GUEST, closed.getId(), renamed).execute());
    assertThat(refused.getStatusCode()).isEqualTo(403);
    assertThat(GoogleClient.reason(refused)).isEqualTo("forbiddenForNonOrganizer");
    guest.events().patch(GUEST, open.getId(), renamed).execute();
    assertThat(client.events().get(DOCTOR, open.getId()).execute().getSummary())
        .isEqualTo("renamed");
    Event rights = new Event().setGuestsCanInviteOthers(false);
    assertThat(
            failure(() -> guest.events().patch(GUEST, open.getId(), rights).execute())
                .getStatusCode())
        .as("the guests' rights are always the organizer's")
        .isEqualTo(403);
  }

  /** Events resource, field source; reported by users: Ravio1i/notion-gcal-sync#15. */
  @Test
  void source_isSetByTheCreatorOnly() throws Exception {
    Event made = invite(visit());
    Event.Source source = new Event.Source().setUrl("https://clinic.example/1");
    Event patch = new Event().setSource(source);

    var refused = failure(() -> guest.events().patch(GUEST, made.getId(), patch).execute());

    assertThat(GoogleClient.reason(refused)).isEqualTo("forbiddenForNonCreator");
    assertThat(client.events().patch(DOCTOR, made.getId(), patch).execute().getSource())
        .isEqualTo(source);
  }

  /** Events resource, field locked. */
  @Test
  void lockedCopy_keepsItsMainFields_evenWhenGuestsMayModify() throws Exception {
    Event open = invite(visit().setGuestsCanModify(true));
    google.lockCopy(GUEST, open.getId());
    Event copy = guest.events().get(GUEST, open.getId()).execute();
    assertThat(copy.getLocked()).isTrue();

    Event moved = new Event().setLocation("Room 2");
    assertThat(
            failure(() -> guest.events().patch(GUEST, open.getId(), moved).execute())
                .getStatusCode())
        .isEqualTo(403);
    guest.events().patch(GUEST, open.getId(), new Event().setColorId("4")).execute();
  }

  /** Guide "Recurring events" with guests: an answer may be about one instance. */
  @Test
  void series_isCopiedWhole_andOneInstanceAnsweredAlone() throws Exception {
    Event made = invite(visit());
    doctor.edit(made.getId(), "{\"recurrence\":[\"RRULE:FREQ=DAILY;COUNT=3\"]}");
    assertThat(guest.events().list(GUEST).setSingleEvents(true).execute().getItems()).hasSize(3);

    google.doctor(GUEST).answer(made.getId() + "_20261124T090000Z", GUEST, "declined");

    assertThat(answers(made)).containsEntry(GUEST, "needsAction");
    Event second = client.events().get(DOCTOR, made.getId() + "_20261124T090000Z").execute();
    assertThat(answers(second)).containsEntry(GUEST, "declined");
  }

  /** Reference of events.insert, parameter sendUpdates. */
  @Test
  void mails_areCountedBySendUpdatesAndRecipient() throws Exception {
    Event made = client.events().insert(DOCTOR, invited(visit())).setSendUpdates("all").execute();
    Event moved = new Event().setSummary("moved");
    client.events().patch(DOCTOR, made.getId(), moved).setSendUpdates("externalOnly").execute();
    Event coloured = new Event().setColorId("2");
    client.events().patch(DOCTOR, made.getId(), coloured).setSendUpdates("all").execute();
    client.events().patch(DOCTOR, made.getId(), new Event().setSummary("again")).execute();
    client.events().delete(DOCTOR, made.getId()).setSendUpdates("none").execute();
    invite(visit());

    assertThat(google.mails().all())
        .extracting(Mail::recipient, Mail::kind)
        .containsExactly(
            tuple(GUEST, Mail.Kind.INVITATION),
            tuple(STRANGER, Mail.Kind.INVITATION),
            tuple(STRANGER, Mail.Kind.UPDATE));
    assertThat(view("stats").path("mails").path("by_send_updates").toString())
        .isEqualTo("{\"all\":2,\"externalOnly\":1}");
    assertThat(view("stats").path("mails").path("by_recipient").path(STRANGER).asInt())
        .isEqualTo(2);
    assertThat(view("mails")).hasSize(3);
    var nobody = client.events().delete(DOCTOR, made.getId()).setSendUpdates("everybody");
    assertThat(failure(nobody::execute).getStatusCode()).isEqualTo(400);
  }

  private Event invite(Event event) throws IOException {
    return client.events().insert(DOCTOR, invited(event)).execute();
  }

  private static Event invited(Event event) {
    return event.setAttendees(
        List.of(new EventAttendee().setEmail(GUEST), new EventAttendee().setEmail(STRANGER)));
  }

  private Map<String, String> answers(Event event) throws IOException {
    return client.events().get(DOCTOR, event.getId()).execute().getAttendees().stream()
        .collect(Collectors.toMap(EventAttendee::getEmail, EventAttendee::getResponseStatus));
  }

  private static List<String> self(Event event) {
    return event.getAttendees().stream()
        .filter(guest -> Boolean.TRUE.equals(guest.getSelf()))
        .map(EventAttendee::getEmail)
        .toList();
  }
}
