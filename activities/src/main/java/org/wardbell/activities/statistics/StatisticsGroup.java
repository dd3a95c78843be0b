package org.wardbell.activities.statistics;

/** The property by which statistics are grouped. */
public enum StatisticsGroup {
  WEBHOOK,
  EVENT_TYPE,
  CODE,
  CLINIC
}
