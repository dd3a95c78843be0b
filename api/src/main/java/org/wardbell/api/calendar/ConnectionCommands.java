package org.wardbell.api.calendar;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.consent.BegunConsent;
import org.wardbell.activities.calendar.consent.ConsentRefusal;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.NewConsent;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleScopes;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands that connect a calendar by consent, for REST and for pages. */
@Component
public final class ConnectionCommands {
  private final ConsentWays ways;
  private final Consents consents;
  private final CalendarWakes wakes;
  private final ConsentAddresses addresses;
  private final RequestedClinic requestedClinic;

  ConnectionCommands(
      ConsentWays ways,
      Consents consents,
      CalendarWakes wakes,
      ConsentAddresses addresses,
      RequestedClinic requestedClinic) {
    this.ways = ways;
    this.consents = consents;
    this.wakes = wakes;
    this.addresses = addresses;
    this.requestedClinic = requestedClinic;
  }

  /**
   * Begins a consent.
   *
   * @throws ProblemException 422 with what is wrong, 409 if nobody can be led to Google
   */
  public ConnectionStartView begin(ConnectionRequest request, Caller caller) {
    UUID clinic = requestedClinic.of(caller, request.clinic());
    NewConsent wanted = checked(request, clinic);
    addresses.require();
    BegunConsent begun = ways.begin(wanted, caller.origin());
    return new ConnectionStartView(
        begun.id(), addresses.ourPage(begun.ticket()), begun.expiresAt(), GoogleScopes.OF_CONSENT);
  }

  /** Returns a connection, or ends the request with 404. */
  public ConsentView find(UUID id, Caller caller) {
    ConsentView found =
        consents.find(id).orElseThrow(() -> ProblemException.notFound("connection"));
    caller.requireSees(found.clinicId(), "connection");
    return found;
  }

  /**
   * Connects the calendar that is chosen of an account's.
   *
   * @throws ProblemException 422 if it is none of them, 409 if nothing is to be chosen
   */
  public void choose(UUID id, @Nullable String googleCalendarId, Caller caller) {
    find(id, caller);
    FieldChecks checks = new FieldChecks();
    String chosen =
        checks.text(
            "google_calendar_id", googleCalendarId, CalendarsController.MAXIMUM_CALENDAR_ID);
    checks.orThrow();
    try {
      wakes.calendarChanged(consents.choose(id, chosen, caller.origin()));
    } catch (CalendarRefusal refusal) {
      throw refused(refusal);
    } catch (ConsentRefusal refusal) {
      throw refused(refusal);
    }
  }

  /** Returns the answer to a request whose calendar may not be connected. */
  static ProblemException refused(CalendarRefusal refusal) {
    FieldProblem problem =
        switch (refusal.reason()) {
          case ANOTHER_ACCOUNT ->
              new FieldProblem(
                  "google_calendar_id",
                  "is connected by the consent of a Google account, and this is not proven to be"
                      + " the same one",
                  "Let the doctor consent again with that account (POST"
                      + " /api/v1/calendars/connections). To take another account, give the calendar"
                      + " up first.");
        };
    return ProblemException.of(
        ProblemKind.CONFLICT, "The calendar was not connected; see errors.", List.of(problem));
  }

  private static ProblemException refused(ConsentRefusal refusal) {
    return refusal.isUnknownCalendar()
        ? ProblemException.of(
            ProblemKind.INVALID,
            "Nothing was chosen; see errors.",
            List.of(
                new FieldProblem(
                    "google_calendar_id",
                    "is no calendar of this account in which it may write",
                    "Take one of the connection's calendars.")))
        : ProblemException.of(
            ProblemKind.CONFLICT,
            "This connection has nothing to choose. Its status says why; begin another one if it"
                + " has ended.");
  }

  private static NewConsent checked(ConnectionRequest request, UUID clinic) {
    FieldChecks checks = new FieldChecks();
    boolean decides =
        request.deletion() != null || request.guests() != null || request.meet() != null;
    CalendarPolicy policy =
        RequestedPolicy.of(request.deletion(), request.guests(), request.meet(), checks);
    NewConsent wanted =
        new NewConsent(
            clinic,
            DoctorMention.of(
                checks.text("doctor_id", request.doctorId(), CalendarsController.MAXIMUM_ID)),
            checks.optionalText(
                "google_calendar_id",
                request.googleCalendarId(),
                CalendarsController.MAXIMUM_CALENDAR_ID),
            Boolean.TRUE.equals(request.choose()),
            decides ? policy : null);
    if (wanted.chooses() && wanted.googleCalendarId() != null) {
      checks.add(
          "choose",
          "contradicts google_calendar_id",
          "Leave one of them out: either it is known which calendar, or it is chosen later.");
    }
    checks.orThrow();
    return wanted;
  }
}
