package org.wardbell.workflows.calendar;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * The id under which an appointment stands in a calendar: 128 bits of a SHA-256 in base32hex (RFC
 * 4648, section 7), 26 lower-case characters, which is the alphabet Google allows for ids that
 * clients choose. It is derived, so an insert that is repeated finds itself. Google never gives an
 * id free again and may refuse to take an event out of the bin: the next generation is another id.
 */
public final class DerivedEventId {
  private static final int LENGTH = 26;

  /** 26 characters carry 130 bits; the last two are padding. */
  private static final int PADDING_BITS = 2;

  private static final int RADIX = 32;
  private static final int BYTES = 16;

  private DerivedEventId() {}

  /**
   * Returns the event's id.
   *
   * @param generation counts from 0 the ids that the appointment had in this calendar
   */
  public static String of(UUID appointmentId, UUID calendarId, int generation) {
    String name = appointmentId + "/" + calendarId + "/" + generation;
    BigInteger number = new BigInteger(1, Arrays.copyOf(sha256(name), BYTES));
    String digits = number.shiftLeft(PADDING_BITS).toString(RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }

  private static byte[] sha256(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(ascii(name));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Hexadecimal digits, decimal ones and two signs; character sets are no part of this room. */
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
