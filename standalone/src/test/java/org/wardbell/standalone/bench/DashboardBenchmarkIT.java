package org.wardbell.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DashboardBenchmarkIT {
  @Test
  void benchmark_ofAFewDeliveries_loadsEveryPage(@TempDir Path folder) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "dashboard", "--deliveries=2000", "--webhooks=3", "--times=2", "--data=" + folder);

    assertThat(exit).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("2,000 deliveries of 3 webhooks")
        .containsPattern("overview, 90 days +\\d+\\.\\d +\\d+\\.\\d")
        .containsPattern("a delivery +\\d+\\.\\d +\\d+\\.\\d")
        .containsPattern("scripts and styles of the overview: \\d+\\.\\d kB");
  }
}
