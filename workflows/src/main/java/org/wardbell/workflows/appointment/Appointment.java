package org.wardbell.workflows.appointment;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A patient's time with a doctor.
 *
 * @param externalId the clinic system's own id, unique in its clinic
 * @param version counts changes from 1; a link whose version is lower has something to write
 * @param zone the zone in which its time was agreed
 * @param rsvp the patient's last answer in the calendar
 * @param sync what the last change in the calendar came to
 */
public record Appointment(
    UUID id,
    UUID clinicId,
    UUID doctorId,
    @Nullable String externalId,
    AppointmentStatus status,
    int version,
    TimeSlot slot,
    ZoneId zone,
    Patient patient,
    List<String> services,
    @Nullable String description,
    @Nullable Rsvp rsvp,
    @Nullable Sync sync,
    Instant createdAt,
    Instant updatedAt) {

  public Appointment {
    services = List.copyOf(services);
  }

  /** The last change in the calendar: its result, who made it, when. */
  public record Sync(SyncResult result, ChangeSource source, Instant at) {}

  /** The same at another time, one version later. */
  public Appointment movedTo(TimeSlot newSlot, Instant at) {
    return new Appointment(
        id,
        clinicId,
        doctorId,
        externalId,
        status,
        version + 1,
        newSlot,
        zone,
        patient,
        services,
        description,
        rsvp,
        sync,
        createdAt,
        at);
  }

  /** The same in another status, one version later. */
  public Appointment withStatus(AppointmentStatus newStatus, Instant at) {
    return new Appointment(
        id,
        clinicId,
        doctorId,
        externalId,
        newStatus,
        version + 1,
        slot,
        zone,
        patient,
        services,
        description,
        rsvp,
        sync,
        createdAt,
        at);
  }

  /** The same with the guest's answer; not a change that the calendar needs to hear of. */
  public Appointment withRsvp(Rsvp answer, Instant at) {
    return new Appointment(
        id,
        clinicId,
        doctorId,
        externalId,
        status,
        version,
        slot,
        zone,
        patient,
        services,
        description,
        answer,
        sync,
        createdAt,
        at);
  }

  /** The same, remembering what the calendar's change came to. */
  public Appointment synced(SyncResult result, Instant at) {
    return new Appointment(
        id,
        clinicId,
        doctorId,
        externalId,
        status,
        version,
        slot,
        zone,
        patient,
        services,
        description,
        rsvp,
        new Sync(result, ChangeSource.GOOGLE, at),
        createdAt,
        at);
  }
}
