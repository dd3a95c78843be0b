package org.wardbell.standalone.storm;

/**
 * One act of a script. It names what it means by number, so that it does not depend on how the acts
 * before it ended; a doctor's act goes to the next appointment that has a fitting event, if this
 * one has none.
 *
 * @param subject the appointment, from 0
 * @param doctor the doctor, from 0
 * @param slot the half hour of the day, from 0
 * @param number a choice among what the kind offers, from 0
 * @param pauseMillis the time that passes before it
 */
record Act(ActKind kind, int subject, int doctor, int slot, int number, int pauseMillis) {}
