package org.wardbell.activities.calendar.google;

/**
 * A calendar of an account, in which its owner may write.
 *
 * @param id Google's id; that of the primary calendar is the account's address
 * @param name at most 100 characters of the title that the owner sees
 */
public record AccountCalendar(String id, String name, boolean primary) {}
