package org.wardbell.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.search.SearchHit;
import org.wardbell.activities.search.SearchHit.Kind;
import org.wardbell.activities.search.SearchHit.Matched;
import org.wardbell.activities.search.SearchQuery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.workflows.appointment.Appointment;

/**
 * A search for all that happened to a subject: its appointments, events and deliveries, each the
 * newest. A patient's appointments are found by the patient's id, although their events have
 * subjects of their own.
 */
@Component
final class SubjectSearch {
  /** Of each kind; lists have the others. */
  private static final int SHOWN = 50;

  private static final String PATIENT = "patient/";
  private static final String APPOINTMENT = "appointment/";

  private final SearchQuery search;
  private final EventQuery events;
  private final DeliveryListQuery deliveries;
  private final AppointmentCommands appointments;

  SubjectSearch(
      SearchQuery search,
      EventQuery events,
      DeliveryListQuery deliveries,
      AppointmentCommands appointments) {
    this.search = search;
    this.events = events;
    this.deliveries = deliveries;
    this.appointments = appointments;
  }

  List<SearchHit> find(String subject, UUID clinic, Caller caller) {
    List<SearchHit> hits = new ArrayList<>();
    if (subject.startsWith(PATIENT) && subject.length() > PATIENT.length()) {
      hits.addAll(ofPatient(subject.substring(PATIENT.length()), clinic, caller));
    } else if (subject.startsWith(APPOINTMENT)) {
      hits.addAll(appointment(subject.substring(APPOINTMENT.length()), clinic));
    }
    hits.addAll(search.bySubject(subject, clinic));
    hits.addAll(deliveries(subject, clinic));
    return hits;
  }

  private List<SearchHit> ofPatient(String patient, UUID clinic, Caller caller) {
    return appointments
        .list(
            new AppointmentList.Filter(clinic, null, patient, null, null, null, null),
            SHOWN,
            caller)
        .stream()
        .map(AppointmentList.Listed::appointment)
        .map(each -> hit(each, clinic))
        .toList();
  }

  private static SearchHit hit(Appointment appointment, UUID clinic) {
    return new SearchHit(
        Kind.APPOINTMENT,
        appointment.id(),
        clinic,
        Matched.SUBJECT,
        appointment.slot().start(),
        null,
        appointment.status().name());
  }

  /** Events of appointments name them by our id, those of other systems by theirs. */
  private List<SearchHit> appointment(String id, UUID clinic) {
    UUID own = Searches.id(id);
    List<SearchHit> found =
        own == null
            ? search.byExternalId(id, clinic)
            : search.byId(own, clinic).stream()
                .filter(hit -> hit.kind() == Kind.APPOINTMENT)
                .toList();
    return found.stream()
        .map(hit -> new SearchHit(hit.kind(), hit.id(), hit.clinic(), Matched.SUBJECT))
        .toList();
  }

  private List<SearchHit> deliveries(String subject, UUID clinic) {
    return deliveries
        .list(
            new DeliveryFilter(
                clinic, null, null, events.subjectFingerprint(clinic, subject), null, null),
            SHOWN)
        .deliveries()
        .stream()
        .map(
            each ->
                new SearchHit(
                    Kind.DELIVERY,
                    each.id(),
                    clinic,
                    Matched.SUBJECT,
                    each.createdAt(),
                    each.webhookName(),
                    each.status().name()))
        .toList();
  }
}
