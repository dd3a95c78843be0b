package org.wardbell.simulator.google.push;

/**
 * One push message that was decided on.
 *
 * @param messageNumber rises per channel, with gaps; a retry keeps its number
 * @param state {@code sync} or {@code exists}
 * @param tries how often it was posted; 0 when a fault dropped it
 * @param lastStatus the receiver's last status; 0 for no answer
 */
public record Push(String channelId, long messageNumber, String state, int tries, int lastStatus) {}
