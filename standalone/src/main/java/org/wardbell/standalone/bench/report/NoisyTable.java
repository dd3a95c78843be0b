package org.wardbell.standalone.bench.report;

import java.util.Formatter;
import java.util.Locale;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/** The figures of {@code bench noisy} as a table for people. */
public final class NoisyTable {
  private final Formatter out = new Formatter(Locale.ROOT);

  private NoisyTable() {}

  public static String render(NoisyFigures figures) {
    NoisyTable table = new NoisyTable();
    table.fill(figures);
    return table.out.toString();
  }

  private void fill(NoisyFigures f) {
    out.format(
        "%s to a healthy webhook, in noisy phases beside one that hangs with a backlog of %,d;"
            + " %d cores, JDK %s\n\n",
        f.load(), f.backlog(), f.cores(), f.java());
    out.format(
        "%-24s %9s %9s %9s %9s %9s %9s %11s\n",
        "from the 202 to healthy",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
        "count",
        "hanging",
        "CPU seconds");
    f.phases().forEach(this::phase);
    summary("all quiet phases", f.quiet());
    summary("all noisy phases", f.noisy());
    out.format("%-24s %9.2f %9s %9.2f\n", "noisy / quiet", f.p50Ratio(), "", f.p99Ratio());
    out.format("%-24s %9d\n%-24s %9d\n", "lost", f.lost(), "duplicated", f.duplicated());
  }

  private void phase(NoisyFigures.Phase phase) {
    Percentiles p = phase.acceptToDelivered();
    out.format(
        "%-24s %9.1f %9.1f %9.1f %9.1f %9d %9d %11.1f\n",
        phase.noisy() ? "noisy" : "quiet",
        p.p50(),
        p.p95(),
        p.p99(),
        p.max(),
        phase.delivered(),
        phase.hanging(),
        phase.processes().stream().mapToDouble(ProcessFigures::cpuSeconds).sum());
  }

  private void summary(String name, Percentiles p) {
    out.format("%-24s %9.1f %9.1f %9.1f %9.1f\n", name, p.p50(), p.p95(), p.p99(), p.max());
  }
}
