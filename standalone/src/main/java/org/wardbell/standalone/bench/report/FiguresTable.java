package org.wardbell.standalone.bench.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/** The figures as a table for people. */
public final class FiguresTable {
  private static final String COUNT = "%-26s %8d\n";

  private final Formatter out = new Formatter(Locale.ROOT);

  private FiguresTable() {}

  public static String render(Figures figures) {
    FiguresTable table = new FiguresTable();
    table.setting(figures);
    table.events(figures);
    table.processes(figures);
    return table.out.toString();
  }

  private void setting(Figures f) {
    out.format(
        "%s; webhooks: %d; %d cores, JDK %s\n\n", f.load(), f.webhooks(), f.cores(), f.java());
  }

  private void events(Figures f) {
    out.format(
        "%-26s %8s %10s %9s %9s %9s %9s\n",
        "", "count", "per second", "p50 ms", "p95 ms", "p99 ms", "max ms");
    row("accepted (202)", f.accepted(), f.acceptedPerSecond(), f.accept());
    row("delivered, from the 202", f.delivered(), f.deliveredPerSecond(), f.acceptToDelivered());
    out.format(COUNT, "lost", f.lost());
    out.format(COUNT, "duplicated", f.duplicated());
    f.refused().forEach((status, count) -> out.format(COUNT, "refused with " + status, count));
  }

  private void row(String name, long count, double perSecond, Percentiles p) {
    out.format(
        "%-26s %8d %10.1f %9.1f %9.1f %9.1f %9.1f\n",
        name, count, perSecond, p.p50(), p.p95(), p.p99(), p.max());
  }

  private void processes(Figures figures) {
    out.format(
        "\n%-26s %11s %20s %9s\n", "process", "CPU seconds", "per 1,000 deliveries", "peak MB");
    figures.processes().forEach(this::row);
    row(sum(figures.ours()));
  }

  private void row(ProcessFigures p) {
    out.format(
        "%-26s %11.2f %20.3f %9d\n",
        p.process(), p.cpuSeconds(), p.cpuSecondsPer1000Deliveries(), p.peakMegabytes());
  }

  private static ProcessFigures sum(List<ProcessFigures> processes) {
    return new ProcessFigures(
        String.join(" + ", processes.stream().map(ProcessFigures::process).toList()),
        processes.stream().mapToDouble(ProcessFigures::cpuSeconds).sum(),
        processes.stream().mapToDouble(ProcessFigures::cpuSecondsPer1000Deliveries).sum(),
        processes.stream().mapToLong(ProcessFigures::peakMegabytes).sum());
  }
}
