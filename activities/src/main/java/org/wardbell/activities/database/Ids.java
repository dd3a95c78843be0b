package org.wardbell.activities.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.UUID;

/**
 * The source of ids: UUIDv7 (RFC 9562, section 5.7), so that they sort by age and index pages fill
 * in order.
 */
public final class Ids {
  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  /** Returns a new id, never handed out before by any process. */
  public static UUID next() {
    return GENERATOR.generate();
  }

  /**
   * Returns the smallest id of a moment: ids made before it are less, those made since are not. A
   * range of ids is a range of time, so that what is old is found without an index of its own.
   */
  public static UUID firstOf(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
  }
}
