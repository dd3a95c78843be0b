package org.wardbell.activities.database;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
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
}
