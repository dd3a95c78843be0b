package org.wardbell.simulator.google.calendar;

import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a write that are not in its body.
 *
 * @param account who writes
 * @param inPerson true for a person in Google's own application, who may do a little more than the
 *     API allows and whose mails are not counted
 * @param ifMatch the etag that the event has to have; null for any
 * @param conferenceDataVersion 0 neither makes nor keeps a video link
 */
public record WriteOptions(
    String account,
    boolean inPerson,
    @Nullable String ifMatch,
    int conferenceDataVersion,
    SendUpdates sendUpdates) {

  /** Returns the circumstances of a person who uses Google's own application. */
  public static WriteOptions inPerson(String account) {
    return new WriteOptions(account, true, null, 1, SendUpdates.NONE);
  }
}
