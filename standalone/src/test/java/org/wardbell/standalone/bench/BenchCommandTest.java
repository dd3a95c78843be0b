package org.wardbell.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deliver --events 5 --rate 5      | --events and --rate exclude each other
          deliver --duration 5             | --duration goes with --rate
          deliver --events 0               | --events must be at least 1, got 0
          deliver --webhooks 501           | --webhooks must be at most 500, got 501
          deliver --connections 0          | --connections must be at least 1
          deliver --rate 5 --duration -1   | --duration must be at least 1
          deliver --timeout 0              | --timeout must be at least 1
          dashboard --viewers 201          | --viewers must be between 0 and 200, got 201
          dashboard --webhooks 3           | --webhooks must be between 4 and 1,000, got 3
          dashboard --times 0              | --times must be between 1 and 10,000, got 0
          calendar --minutes 41            | --minutes must be between 1 and 40, got 41
                                           | Say what to measure: bench deliver, bench noisy, bench statistics
          noisy --rate 0                   | --rate must be at least 1, got 0
          noisy --rounds 0                 | --rounds must be at least 1, got 0
          """)
  void bench_withOptionsThatMakeNoSense_saysWhatIsWrongAndStartsNothing(
      String arguments, String sentence) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));
    int exit = line.execute(arguments == null ? new String[0] : arguments.split(" +"));
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }
}
