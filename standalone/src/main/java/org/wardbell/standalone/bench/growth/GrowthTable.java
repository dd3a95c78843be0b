package org.wardbell.standalone.bench.growth;

import java.util.Formatter;
import java.util.Locale;
import org.wardbell.standalone.bench.report.Figures;

/** The figures as a table for people: each size beside the first. */
public final class GrowthTable {
  private final Formatter out = new Formatter(Locale.ROOT);

  private GrowthTable() {}

  /** Renders it. */
  public static String render(GrowthFigures figures) {
    GrowthTable table = new GrowthTable();
    Figures first = figures.sizes().getFirst().figures();
    table.out.format(
        "%s; webhooks: %d; %d cores, JDK %s%n%n",
        first.load(), first.webhooks(), first.cores(), first.java());
    table.out.format(
        "%14s %9s %8s %8s | %7s %7s %8s %6s %6s | %10s %10s | %5s %5s%n",
        "stored events",
        "filled s",
        "p50 ms",
        "p99 ms",
        "server",
        "MySQL",
        "Temporal",
        "all",
        "ratio",
        "per second",
        "statements",
        "lost",
        "twice");
    table.out.format(
        "%14s %9s %17s | %-38s | %10s %10s |%n",
        "", "", "from the 202", "CPU seconds per 1,000 deliveries", "delivered", "/event");
    figures.sizes().forEach(size -> table.row(size, first));
    return table.out.toString();
  }

  private void row(GrowthFigures.Size size, Figures first) {
    Figures figures = size.figures();
    out.format(
        "%,14d %9.0f %8.1f %8.1f | %7.2f %7.2f %8.2f %6.2f %6.2f | %10.1f %10.1f | %5d %5d%n",
        size.stored(),
        size.fillingSeconds(),
        figures.acceptToDelivered().p50(),
        figures.acceptToDelivered().p99(),
        figures.cpuSecondsPer1000("server"),
        figures.cpuSecondsPer1000("MySQL"),
        figures.cpuSecondsPer1000("Temporal"),
        figures.cpuSecondsPer1000(),
        figures.cpuSecondsPer1000() / first.cpuSecondsPer1000(),
        figures.deliveredPerSecond(),
        figures.inside().statementsPerEvent(),
        figures.lost(),
        figures.duplicated());
  }
}
