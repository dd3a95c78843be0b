package org.wardbell.standalone.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/** CPU time of processes between two moments. */
public final class ProcessMeter {
  private final List<MeasuredProcess> processes;
  private final List<Double> before;

  private ProcessMeter(List<MeasuredProcess> processes) {
    this.processes = processes;
    this.before = cpuSeconds(processes);
  }

  /** Begins to measure now. */
  public static ProcessMeter start(List<MeasuredProcess> processes) {
    return new ProcessMeter(processes);
  }

  /** Returns the CPU seconds of each process since the start, in the same order. */
  public List<Double> used() {
    List<Double> now = cpuSeconds(processes);
    List<Double> used = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      used.add(now.get(i) - before.get(i));
    }
    return used;
  }

  /** Returns these CPU seconds as figures for so many deliveries, with the current peak memory. */
  public List<ProcessFigures> figures(List<Double> used, long deliveries) {
    List<ProcessFigures> figures = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      MeasuredProcess process = processes.get(i);
      double perThousand = deliveries == 0 ? 0 : used.get(i) * 1_000 / deliveries;
      figures.add(
          new ProcessFigures(process.name(), used.get(i), perThousand, process.peakMegabytes()));
    }
    return figures;
  }

  private static List<Double> cpuSeconds(List<MeasuredProcess> processes) {
    return processes.stream().map(MeasuredProcess::cpuSeconds).toList();
  }
}
