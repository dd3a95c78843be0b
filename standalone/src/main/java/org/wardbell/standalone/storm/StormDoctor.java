package org.wardbell.standalone.storm;

import java.util.UUID;

/**
 * A doctor of a storm.
 *
 * @param number from 0
 * @param clinic their clinic
 * @param id the clinic's own
 * @param account the Google account, which is also the calendar's id
 * @param calendar the connected calendar
 * @param invites whether patients are guests of their events
 */
record StormDoctor(
    int number, String clinic, String id, String account, UUID calendar, boolean invites) {}
