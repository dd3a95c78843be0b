package org.wardbell.api.dashboard.need;

import org.wardbell.api.health.WorkerState;

/** A part of the server that pages tell about when it is away, because much would wait for it. */
public enum ServerPart {
  TEMPORAL(
      "Temporal",
      "Temporal does not answer. Events are still accepted, and delivered once it is back."),
  WORKER("Worker", WorkerState.AWAY);

  private final String words;
  private final String sentence;

  ServerPart(String words, String sentence) {
    this.words = words;
    this.sentence = sentence;
  }

  public String words() {
    return words;
  }

  /** Returns what is the matter, and what goes on all the same. */
  public String sentence() {
    return sentence;
  }
}
