package org.wardbell.standalone.storm.everything;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wardbell.standalone.storm.fault.FaultCounts;
import org.wardbell.standalone.storm.invariant.Finding;

/**
 * The result of a storm of everything.
 *
 * @param seed that repeats it
 * @param seconds from the first fault to the last
 * @param quietSeconds from the last fault to quiet
 * @param quiet whether it became quiet in time
 * @param kills of processes, also of those that lost their data
 * @param faults by target and kind
 * @param events that were answered 202
 * @param posts of events, also again; {@code unanswered} of them got no answer at all
 * @param statuses how often each status was answered
 * @param deliveries to the storm's webhooks
 * @param attempts of these
 * @param requests that receivers saw
 * @param lost events or deliveries that are not there, or were taken by nobody
 * @param twiceRecorded deliveries that were taken again, and rows say why
 * @param twiceUnrecorded deliveries that were taken again, and nothing says why
 * @param unrecorded requests without an attempt's row
 * @param findings one for each invariant
 * @param problems of the storm itself, such as a server that did not come back
 */
record StormResult(
    long seed,
    double seconds,
    double quietSeconds,
    boolean quiet,
    int kills,
    Map<String, FaultCounts.Recoveries> faults,
    int events,
    int posts,
    int unanswered,
    Map<Integer, Integer> statuses,
    int deliveries,
    int attempts,
    long requests,
    long lost,
    long twiceRecorded,
    long twiceUnrecorded,
    long unrecorded,
    List<Finding> findings,
    List<String> problems) {
  /** Returns whether every invariant holds, and the storm came to its end. */
  boolean holds() {
    return quiet
        && problems.isEmpty()
        && findings.stream().allMatch(finding -> finding.violations() == 0);
  }

  /** Returns the result for a person. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%-34s %6s %8s %8s%n", "fault", "times", "mean s", "most s"));
    faults.forEach(
        (name, each) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-34s %6d %8.1f %8.1f%n",
                    name,
                    each.count(),
                    each.meanSeconds(),
                    each.longestSeconds())));
    text.append('\n');
    text.append(
        String.format(
            Locale.ROOT, "%-4s %-66s %9s %10s%n", "", "invariant", "checked", "violations"));
    findings.forEach(
        each ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-4s %-66s %9d %10d%n",
                    each.number(),
                    each.says(),
                    each.checked(),
                    each.violations())));
    text.append('\n');
    text.append(
        String.format(
            Locale.ROOT, "%d kills in %.0f s, quiet after %.0f s%n", kills, seconds, quietSeconds));
    text.append(
        String.format(
            Locale.ROOT,
            "%d events accepted in %d posts (%d without an answer; answers by status: %s)%n",
            events,
            posts,
            unanswered,
            statuses));
    text.append(
        String.format(
            Locale.ROOT,
            "%d deliveries, %d attempts, %d requests seen by receivers%n",
            deliveries,
            attempts,
            requests));
    text.append(
        String.format(
            Locale.ROOT,
            "%d lost, %d twice for a recorded reason, %d twice unrecorded, %d requests unrecorded%n",
            lost,
            twiceRecorded,
            twiceUnrecorded,
            unrecorded));
    findings.forEach(
        each ->
            each.examples()
                .forEach(
                    example ->
                        text.append(
                            String.format(
                                Locale.ROOT, "VIOLATION %s  %s%n", each.number(), example))));
    problems.forEach(problem -> text.append(String.format(Locale.ROOT, "PROBLEM  %s%n", problem)));
    return text.toString();
  }
}
