package org.wardbell.standalone.bench.calendar;

import java.util.Formatter;
import java.util.Locale;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/** The figures of {@code bench calendar} as a table for people, the targets beside them. */
public final class CalendarTable {
  /** A push is answered in this time: Google repeats what takes long. */
  private static final double MOST_MILLIS_TO_ANSWER = 50;

  /** A change in Google is here in this time. */
  private static final double MOST_MILLIS_TO_APPLY = 2_000;

  private static final long MOST_SYNCS_OF_A_FLOOD = 5;
  private static final long MOST_REQUESTS_OF_A_CHANGE = 2;

  private final Formatter out = new Formatter(Locale.ROOT);

  private CalendarTable() {}

  public static String render(CalendarFigures figures) {
    CalendarTable table = new CalendarTable();
    table.fill(figures);
    return table.out.toString();
  }

  private void fill(CalendarFigures f) {
    out.format(
        "%d cores, JDK %s, load average before: %.1f\n\n", f.cores(), f.java(), f.loadBefore());
    out.format("%-46s %9s %9s %9s %9s  %s\n", "", "p50 ms", "p95 ms", "p99 ms", "max ms", "target");
    row(
        "push -> appointment changed, %,d pushes".formatted(f.steady().pushes()),
        f.steady().applied(),
        mostAtP99(f.steady().applied(), MOST_MILLIS_TO_APPLY));
    row(
        "the same, %,d calendars, %d min".formatted(f.calendars(), f.minutes()),
        f.many().applied(),
        mostAtP99(f.many().applied(), MOST_MILLIS_TO_APPLY));
    row(
        "push answered, %,d a second".formatted(Math.round(f.flood().pushes().perSecond())),
        f.flood().pushes().answer(),
        mostAtP99(f.flood().pushes().answer(), MOST_MILLIS_TO_ANSWER));
    row("push answered, as fast as it goes", f.answering().answer(), "");
    out.format("\n%-46s %9s  %s\n", "", "", "target");
    value("pushes/s taken", "%.0f", f.answering().perSecond(), "");
    value(
        "full sync of %,d events, s".formatted(f.fullSync().events()),
        "%.1f",
        f.fullSync().seconds(),
        "");
    value("  its requests to Google", "%d", f.fullSync().requests(), "");
    value(
        "syncs of %,d pushes in 10 s".formatted(f.flood().pushes().sent()),
        "%d",
        f.flood().syncs(),
        most(f.flood().syncs(), MOST_SYNCS_OF_A_FLOOD));
    value(
        "  the last change arrived",
        "%s",
        f.flood().lastApplied() ? "yes" : "no",
        f.flood().lastApplied() ? "yes: met" : "yes: NOT MET");
    value(
        "requests to Google, appointment moved here",
        "%d",
        f.requests().movedHere(),
        most(f.requests().movedHere(), MOST_REQUESTS_OF_A_CHANGE));
    value(
        "requests to Google, event moved there",
        "%d",
        f.requests().movedInGoogle(),
        most(f.requests().movedInGoogle(), MOST_REQUESTS_OF_A_CHANGE));
    value("requests per change, many calendars", "%.2f", f.many().requestsPerChange(), "");
    value(
        "pushes refused, which Google repeats",
        "%d",
        f.answering().refused() + f.flood().pushes().refused(),
        "");
    value("changes lost", "%d", f.steady().lost() + f.many().lost(), "");
    out.format(
        "\n%-46s %9s %22s %9s\n",
        "process, many calendars", "CPU s", "per 1,000 changes", "peak MB");
    f.many().processes().forEach(this::process);
  }

  private static String mostAtP99(Percentiles figures, double millis) {
    return "p99 <= %.0f: %s".formatted(millis, verdict(figures.p99() <= millis));
  }

  private static String most(long figure, long most) {
    return "<= %d: %s".formatted(most, verdict(figure <= most));
  }

  private static String verdict(boolean met) {
    return met ? "met" : "NOT MET";
  }

  private void row(String name, Percentiles p, String target) {
    out.format(
        "%-46s %9.1f %9.1f %9.1f %9.1f  %s\n", name, p.p50(), p.p95(), p.p99(), p.max(), target);
  }

  private void value(String name, String format, Object value, String target) {
    out.format("%-46s %9s  %s\n", name, String.format(Locale.ROOT, format, value), target);
  }

  private void process(ProcessFigures p) {
    out.format(
        "%-46s %9.1f %22.2f %9d\n",
        p.process(), p.cpuSeconds(), p.cpuSecondsPer1000Deliveries(), p.peakMegabytes());
  }
}
