package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.Event;
import org.junit.jupiter.api.Test;

/** Requests for Meet conferences (Events resource, conferenceData.createRequest). */
class MeetingTest extends GoogleWalk {
  private static ConferenceData asked(String requestId) {
    return new ConferenceData()
        .setCreateRequest(new CreateConferenceRequest().setRequestId(requestId));
  }

  private Event inserted() throws Exception {
    return client
        .events()
        .insert(DOCTOR, visit().setConferenceData(asked("request-1")))
        .setConferenceDataVersion(1)
        .execute();
  }

  private Event patched(Event event, String requestId) throws Exception {
    return client
        .events()
        .patch(DOCTOR, event.getId(), new Event().setConferenceData(asked(requestId)))
        .setConferenceDataVersion(1)
        .execute();
  }

  /** "If an ID provided is the same as for the previous request, the request is ignored." */
  @Test
  void request_withTheSameId_isIgnored() throws Exception {
    Event event = inserted();
    assertThat(patched(event, "request-1").getHangoutLink()).isEqualTo(event.getHangoutLink());
  }

  /** "Clients should regenerate this ID for every new request." */
  @Test
  void request_withAnotherId_makesAnotherConference() throws Exception {
    Event event = inserted();
    Event other = patched(event, "request-2");
    assertThat(other.getHangoutLink())
        .startsWith("https://meet.google.com/")
        .isNotEqualTo(event.getHangoutLink());
    assertThat(other.getConferenceData().getEntryPoints()).hasSize(1);
  }

  @Test
  void conference_thatGoogleCannotMake_isAFailureWithoutALink() throws Exception {
    google.meetLinksFail(true);
    Event event = inserted();
    assertThat(event.getHangoutLink()).isNull();
    assertThat(event.getConferenceData().getCreateRequest().getStatus().getStatusCode())
        .isEqualTo("failure");
    google.behaveWell();
    assertThat(patched(event, "request-2").getHangoutLink()).isNotNull();
  }
}
