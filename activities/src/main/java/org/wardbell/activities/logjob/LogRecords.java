package org.wardbell.activities.logjob;

import java.util.Arrays;
import java.util.Optional;

/** The records of the execution log that a job is about. Names are stored. */
public enum LogRecords {
  ATTEMPTS("attempts"),
  DELIVERIES("deliveries");

  /** The word that requests say, and the name of a file without its ending. */
  public final String word;

  LogRecords(String word) {
    this.word = word;
  }

  /** Returns the records with this word. */
  public static Optional<LogRecords> of(String word) {
    return Arrays.stream(values()).filter(records -> records.word.equals(word)).findFirst();
  }
}
