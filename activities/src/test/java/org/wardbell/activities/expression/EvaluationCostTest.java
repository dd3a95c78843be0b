package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The cost of an evaluation, which it prints. */
class EvaluationCostTest {
  private static final int EVENTS = 200;
  private static final int FILTERS = 20;

  private static final UUID CLINIC = new UUID(0, 2);

  @Test
  void filters_askedAtOnce_costLessThanOneByOne() {
    List<Expression> filters = new ArrayList<>();
    for (int i = 0; i < FILTERS; i++) {
      filters.add(
          Expression.compile(
              "data.appointment_status = 'BOOKED' and data.bill_total_amount > " + i));
    }
    byte[] event =
        ("{\"id\":\"e\",\"type\":\"appointment.booked\",\"data\":{\"appointment_status\":\"BOOKED\","
                + "\"bill_total_amount\":10.00,\"patient_name\":\""
                + "Grace ".repeat(150)
                + "\"}}")
            .getBytes(StandardCharsets.UTF_8);
    together(filters, event); // The first run loads and compiles.

    long together = median(() -> together(filters, event));
    long alone = median(() -> filters.forEach(each -> each.matches(CLINIC, event)));

    System.out.printf(
        "expressions: %.3f ms each, %d at once; %.3f ms one by one%n",
        together / 1e6 / FILTERS, FILTERS, alone / 1e6 / FILTERS);
    assertThat(together).isLessThan(alone);
  }

  private static void together(List<Expression> filters, byte[] event) {
    assertThat(Expression.matches(CLINIC, event, filters))
        .filteredOn(new FilterResult.Said(true)::equals)
        .hasSize(FILTERS / 2);
  }

  /** The median, because other work on the machine lengthens some of the runs. */
  private static long median(Runnable work) {
    long[] nanos = new long[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      long begun = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return nanos[EVENTS / 2];
  }
}
