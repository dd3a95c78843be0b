package org.wardbell.activities;

/**
 * The size of the largest tests: as large as shows the fault in the gate, and ten times as large
 * each night ({@code -Dwardbell.scale=10}).
 */
public final class Scale {
  private static final int TIMES = Integer.getInteger("wardbell.scale", 1);

  private Scale() {}

  /** Returns so many rows, or so many each night, where ten times as many would be too few. */
  public static int of(int rows, int eachNight) {
    return TIMES > 1 ? eachNight : rows;
  }

  /** Returns so many rows, or as many times more as this run wants. */
  public static int of(int rows) {
    return Math.multiplyExact(rows, TIMES);
  }
}
