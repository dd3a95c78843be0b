package org.wardbell.activities.calendar.sync;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The hash of the content that is written into an event. It is kept before the write, so that an
 * echo which overtakes the write's own answer is recognized.
 */
final class ContentHash {
  private ContentHash() {}

  /** Returns the SHA-256 over start and end in epoch seconds, big-endian. */
  static byte[] of(TimeSlot slot) {
    ByteBuffer content =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(slot.start().getEpochSecond())
            .putLong(slot.end().getEpochSecond());
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.array());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
