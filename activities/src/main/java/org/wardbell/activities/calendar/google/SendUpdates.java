package org.wardbell.activities.calendar.google;

/**
 * The guests whom Google mails about a write (reference of events.insert, parameter {@code
 * sendUpdates}). Names are stored; never rename one.
 */
public enum SendUpdates {
  NONE("none"),
  ALL("all"),
  /** Guests who do not use Google Calendar. */
  EXTERNAL_ONLY("externalOnly");

  private final String word;

  SendUpdates(String word) {
    this.word = word;
  }

  /** Returns Google's word. */
  String word() {
    return word;
  }
}
