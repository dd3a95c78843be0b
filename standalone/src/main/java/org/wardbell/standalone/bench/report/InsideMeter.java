package org.wardbell.standalone.bench.report;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.DatabaseCounters;
import org.wardbell.standalone.bench.environment.DatabaseCounters.Counts;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.report.Figures.Inside;

/** The work inside server and database between two moments. */
public final class InsideMeter {
  private final List<MeasuredProcess> server;
  private final @Nullable DatabaseCounters database;
  private final Counts counts;
  private final double compiler;
  private final double collector;

  private InsideMeter(Target target) {
    this.server = target.processes().stream().filter(one -> one.name().equals("server")).toList();
    this.database = target.database();
    this.counts = database == null ? new Counts(0, 0, 0) : database.read();
    this.compiler = seconds(InsideMeter::isCompiler);
    this.collector = seconds(InsideMeter::isCollector);
  }

  /** Begins to measure now. */
  public static InsideMeter start(Target target) {
    return new InsideMeter(target);
  }

  /** Returns what happened for so many events and their deliveries. */
  public Inside used(long events, long deliveries) {
    Counts now = database == null ? counts : database.since(counts);
    return new Inside(
        perThousand(seconds(InsideMeter::isCompiler) - compiler, deliveries),
        perThousand(seconds(InsideMeter::isCollector) - collector, deliveries),
        ratio(events, now.commits()),
        ratio(now.statements(), events),
        ratio(now.workflows(), events));
  }

  /** Linux cuts a thread's name after 15 characters. */
  private static boolean isCompiler(String thread) {
    return thread.contains("CompilerThre");
  }

  private static boolean isCollector(String thread) {
    return thread.startsWith("GC Thread") || thread.startsWith("G1 ") || thread.equals("VM Thread");
  }

  private double seconds(Predicate<String> thread) {
    return server.stream().mapToDouble(one -> one.cpuSeconds(thread)).sum();
  }

  private static double perThousand(double seconds, long deliveries) {
    return deliveries == 0 ? 0 : Math.max(0, seconds) * 1_000 / deliveries;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
