package org.wardbell.api.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.Ids;

/** Our own faults, each with a number that stands in the answer and in the log. */
final class Incidents {
  private static final Logger log = LoggerFactory.getLogger(Incidents.class);

  private Incidents() {}

  /** Writes a fault into the log and returns the sentence for whoever asked. */
  static String note(Exception failure) {
    String incident = Ids.next().toString();
    log.error("request failed, incident {}", incident, failure);
    return "This is our fault, not yours. Give the operator this number: " + incident + ".";
  }
}
