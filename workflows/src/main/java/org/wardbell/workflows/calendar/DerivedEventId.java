package org.wardbell.workflows.calendar;

import java.math.BigInteger;
import java.util.UUID;

/**
 * The id under which an appointment stands in a calendar: the UUID in base32hex (RFC 4648, section
 * 7), 26 lower-case characters, which is the alphabet Google allows for ids that clients choose.
 * The same appointment always has the same id, so an insert that is repeated finds itself.
 */
public final class DerivedEventId {
  private static final int LENGTH = 26;

  /** 26 characters carry 130 bits; the last two are padding. */
  private static final int PADDING_BITS = 2;

  private static final int RADIX = 32;

  private DerivedEventId() {}

  /** Returns the appointment's event id. */
  public static String of(UUID appointmentId) {
    String hexadecimal = appointmentId.toString().replace("-", "");
    String digits = new BigInteger(hexadecimal, 16).shiftLeft(PADDING_BITS).toString(RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }
}
