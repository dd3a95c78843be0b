package org.wardbell.standalone.storm;

import java.util.UUID;

/**
 * A connected calendar of a storm.
 *
 * @param number from 0, over all calendars of the world
 * @param googleId Google's name of it
 * @param id ours
 * @param pushed whether Google offers pushes for it; else it is polled
 */
record StormCalendar(int number, String googleId, UUID id, boolean pushed) {}
