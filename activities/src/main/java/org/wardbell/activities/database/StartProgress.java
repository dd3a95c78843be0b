package org.wardbell.activities.database;

/** The listener to what a start waits for, in plain words; where there is none, it is logged. */
@FunctionalInterface
public interface StartProgress {
  /** Takes one sentence. */
  void say(String sentence);
}
