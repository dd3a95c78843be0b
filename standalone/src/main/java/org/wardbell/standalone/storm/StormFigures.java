package org.wardbell.standalone.storm;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a storm.
 *
 * @param seeds in the order in which they were played
 * @param acts of clinics and doctors that were done; {@code refused} by the api; {@code skipped}
 *     because there was nothing to act on
 * @param done how often each kind of act was done
 * @param faults of Google and of tokens that were ordered
 * @param kills of workers by SIGKILL
 * @param pulls lists of events that Google was asked for
 * @param writes of events that Google was asked for
 * @param conflicts changes of doctors that were put back
 * @param appointments that were compared with their events
 * @param quietSeconds the longest time from the last act to quiet
 * @param converged whether both sides agreed in everything
 * @param differences in plain words, each with its seed
 */
record StormFigures(
    List<Long> seeds,
    int acts,
    int refused,
    int skipped,
    Map<ActKind, Integer> done,
    int faults,
    int kills,
    long pulls,
    long writes,
    long conflicts,
    int appointments,
    double quietSeconds,
    boolean converged,
    List<String> differences) {

  /** Returns the result for a person. */
  String text() {
    StringBuilder text = new StringBuilder();
    differences.forEach(each -> text.append("DIFFERENCE  ").append(each).append('\n'));
    text.append(
        String.format(
            Locale.ROOT,
            "%d seeds from %d to %d: %d acts (%d more refused, %d without anything to act on), %d faults, %d kills%n"
                + "%d pulls, %d writes, %d conflicts, %d appointments compared, quiet after %.0f s at most%n%s%n",
            seeds.size(),
            seeds.getFirst(),
            seeds.getLast(),
            acts,
            refused,
            skipped,
            faults,
            kills,
            pulls,
            writes,
            conflicts,
            appointments,
            quietSeconds,
            converged
                ? "Both sides agree."
                : "Both sides differ in " + differences.size() + " points."));
    return text.toString();
  }
}
