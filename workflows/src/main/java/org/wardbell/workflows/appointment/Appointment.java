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
 * @param meetingLink the address of its video meeting, which lets in whoever has it; null without
 *     one
 * @param rsvp the patient's last answer in the calendar
 * @param sync the last change in the calendar
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
    @Nullable String meetingLink,
    @Nullable Rsvp rsvp,
    @Nullable Sync sync,
    Instant createdAt,
    Instant updatedAt) {

  public Appointment {
    services = List.copyOf(services);
  }

  /**
   * The last change in the calendar: its result, who made it, when.
   *
   * @param code why the calendar refused to show the appointment, or null if it did not
   */
  public record Sync(SyncResult result, @Nullable String code, ChangeSource source, Instant at) {}

  /** Returns the appointment at another time, one version later. */
  public Appointment movedTo(TimeSlot newSlot, Instant at) {
    return copy(status, version + 1, newSlot, meetingLink, rsvp, sync, at);
  }

  /**
   * Returns the appointment in another status, one version later. One that is called off has no
   * meeting any more.
   */
  public Appointment withStatus(AppointmentStatus newStatus, Instant at) {
    String meeting =
        switch (newStatus) {
          case CANCELLED, INCOMPLETE -> null;
          case PENDING, BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT, NO_SHOW -> meetingLink;
        };
    return copy(newStatus, version + 1, slot, meeting, rsvp, sync, at);
  }

  /** Returns the appointment with another video meeting, in the same version: nothing to write. */
  public Appointment withMeetingLink(@Nullable String meeting, Instant at) {
    return copy(status, version, slot, meeting, rsvp, sync, at);
  }

  /** Returns the appointment with the guest's answer, in the same version: nothing to write. */
  public Appointment withRsvp(Rsvp answer, Instant at) {
    return copy(status, version, slot, meetingLink, answer, sync, at);
  }

  /** Returns the appointment with the result of the calendar's change, in the same version. */
  public Appointment synced(SyncResult result, Instant at) {
    Sync change = new Sync(result, null, ChangeSource.GOOGLE, at);
    return copy(status, version, slot, meetingLink, rsvp, change, at);
  }

  /** Returns the appointment with a refusal of the calendar's, in the same version. */
  public Appointment refused(String code, Instant at) {
    Sync refusal = new Sync(SyncResult.REFUSED, code, ChangeSource.GOOGLE, at);
    return copy(status, version, slot, meetingLink, rsvp, refusal, at);
  }

  /** Returns the appointment as if nothing had ever come from the calendar. */
  public Appointment withoutSync() {
    return copy(status, version, slot, meetingLink, rsvp, null, updatedAt);
  }

  @Override
  public String toString() {
    return "Appointment[" + id + "]";
  }

  private Appointment copy(
      AppointmentStatus newStatus,
      int newVersion,
      TimeSlot newSlot,
      @Nullable String newMeetingLink,
      @Nullable Rsvp newRsvp,
      @Nullable Sync newSync,
      Instant newUpdatedAt) {
    return new Appointment(
        id,
        clinicId,
        doctorId,
        externalId,
        newStatus,
        newVersion,
        newSlot,
        zone,
        patient,
        services,
        description,
        newMeetingLink,
        newRsvp,
        newSync,
        createdAt,
        newUpdatedAt);
  }
}
