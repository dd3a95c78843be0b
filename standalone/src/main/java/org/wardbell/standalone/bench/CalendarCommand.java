package org.wardbell.standalone.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.standalone.bench.calendar.CalendarBenchmark;
import org.wardbell.standalone.bench.calendar.CalendarFigures;
import org.wardbell.standalone.bench.calendar.CalendarTable;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.report.FiguresFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code wardbell bench calendar}: from a doctor's change in Google to the clinic. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    description = {
      "Connects calendars of a stand-in for Google to a server of its own, lets doctors change them,",
      "and measures until the appointments have followed.",
      "Exit code 0: nothing lost, 1: something lost or the run failed."
    })
final class CalendarCommand implements Callable<Integer> {
  /** Half hours of the day in which a calendar's one appointment is dragged about. */
  private static final int MOST_MINUTES = 40;

  /** The flood is spread over 10 s. */
  private static final int LEAST_FLOOD = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Events of the calendar that is read as a whole (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--pushes",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Pushes sent as fast as they are answered (default: ${DEFAULT-VALUE}).")
  private int pushes;

  @Option(
      names = "--connections",
      paramLabel = "C",
      defaultValue = "16",
      description = "Connections that send those (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "10",
      description = "Changes a second, over ten calendars (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long those go on (default: ${DEFAULT-VALUE}).")
  private int duration;

  @Option(
      names = "--flood",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Pushes to one calendar within 10 s (default: ${DEFAULT-VALUE}).")
  private int flood;

  @Option(
      names = "--calendars",
      paramLabel = "K",
      defaultValue = "500",
      description = "Calendars that get a push a minute each (default: ${DEFAULT-VALUE}).")
  private int calendars;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "2",
      description = "How long those get them, at most 40 (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "Gives up after this long (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Mixin private final SetUpOptions setUp = new SetUpOptions();

  @Override
  public Integer call() {
    CalendarBenchmark.Sizes sizes = sizes();
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    Deadline deadline =
        Deadline.in(Duration.ofSeconds(setUp.within("--timeout", timeout, 1, 86_400)));
    try (GoogleCalendarSimulator google = GoogleCalendarSimulator.start(0);
        BenchEnvironment stage = setUp.stage(deadline, progress)) {
      Target target =
          stage.start(
              spec.root().userObject().getClass(),
              setUp.serverOptions(),
              port -> settings(google, port));
      CalendarFigures figures =
          new CalendarBenchmark(target, google, progress, deadline).run(sizes);
      PrintWriter out = spec.commandLine().getOut();
      out.print(CalendarTable.render(figures));
      out.flush();
      FiguresFile.write(setUp.json(), figures);
      return figures.isComplete() ? 0 : 1;
    } catch (BenchmarkException e) {
      err.println("wardbell: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("wardbell: The stand-in for Google cannot start: " + e.getMessage());
      return 1;
    }
  }

  private CalendarBenchmark.Sizes sizes() {
    return new CalendarBenchmark.Sizes(
        setUp.within("--events", events, 1, 100_000),
        setUp.within("--pushes", pushes, 1, 1_000_000),
        setUp.within("--connections", connections, 1, 1_000),
        setUp.within("--rate", rate, 1, 1_000),
        setUp.within("--duration", duration, 1, 300),
        setUp.within("--flood", flood, LEAST_FLOOD, 100_000),
        setUp.within("--calendars", calendars, 1, 5_000),
        setUp.within("--minutes", minutes, 1, MOST_MINUTES));
  }

  /** Returns the settings by which a server takes the stand-in for Google. */
  private static Map<String, String> settings(GoogleCalendarSimulator google, int port) {
    return Map.of(
        "WARDBELL_PUBLIC_URL",
        "http://127.0.0.1:" + port,
        "WARDBELL_GOOGLE_CLIENT_ID",
        GoogleCalendarSimulator.CLIENT_ID,
        "WARDBELL_GOOGLE_CLIENT_SECRET",
        GoogleCalendarSimulator.CLIENT_SECRET,
        "WARDBELL_GOOGLE_ROOT_URL",
        google.rootUrl(),
        "WARDBELL_GOOGLE_TOKEN_URL",
        google.tokenUrl());
  }
}
