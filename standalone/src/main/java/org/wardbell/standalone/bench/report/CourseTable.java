package org.wardbell.standalone.bench.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.wardbell.standalone.bench.report.Figures.Inside;

/** The loads of one run, one after the other since the server's start, as a table for people. */
public final class CourseTable {
  private final Formatter out = new Formatter(Locale.ROOT);

  private CourseTable() {}

  public static String render(List<Figures> course) {
    CourseTable table = new CourseTable();
    table.out.format(
        "%-16s %8s %8s %8s | %7s %7s %8s %6s %6s %6s | %7s %9s %9s\n",
        "deliveries",
        "per s",
        "p50 ms",
        "p99 ms",
        "server",
        "MySQL",
        "Temporal",
        "all",
        "JIT",
        "GC",
        "events/",
        "statements",
        "workflows");
    table.out.format(
        "%-16s %8s %8s %8s | %-45s | %7s %9s %9s\n",
        "since the start",
        "",
        "from 202",
        "",
        "CPU seconds per 1,000 (JIT, GC: of the server)",
        "commit",
        "/event",
        "/event");
    long before = 0;
    for (Figures figures : course) {
      before = table.row(before, figures);
    }
    return table.out.toString();
  }

  private long row(long before, Figures f) {
    long after = before + f.delivered();
    out.format(
        "%-16s %8.1f %8.1f %8.1f | %7.2f %7.2f %8.2f %6.2f",
        "%,d-%,d".formatted(before + 1, after),
        f.deliveredPerSecond(),
        f.acceptToDelivered().p50(),
        f.acceptToDelivered().p99(),
        f.cpuSecondsPer1000("server"),
        f.cpuSecondsPer1000("MySQL"),
        f.cpuSecondsPer1000("Temporal"),
        f.cpuSecondsPer1000());
    Inside inside = f.inside();
    out.format(
        " %6.2f %6.2f | %7.1f %10.1f %9.3f\n",
        inside.compilerSecondsPer1000(),
        inside.collectorSecondsPer1000(),
        inside.eventsPerCommit(),
        inside.statementsPerEvent(),
        inside.workflowsPerEvent());
    return after;
  }
}
