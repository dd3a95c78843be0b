package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rows that several lanes move each have one home: no other file has a statement that changes
 * them. What sets one column of a delivery's state has to set them all, and only one place knows.
 */
class RowWritersTest {
  private static final Home DELIVERIES =
      new Home(
          "DELIVERY|ATTEMPT",
          "Delivery|Attempt",
          List.of(
              "delivery/state/DeliveryTransitions.java",
              "delivery/state/DeliveryInserts.java",
              "delivery/state/OutcomeRows.java",
              // Moves nothing: it removes what has ended, and what it held.
              "delivery/removal/DeliveryRemoval.java"),
          "delivery",
          "Status|Owner|ParkedReason|NextAttemptAt|WakesAt|FinishedAt|CancelRequested|ExhaustsAt");

  private static final Home WEBHOOK_STATES =
      new Home(
          "WEBHOOK_STATE",
          "WebhookState",
          List.of(
              "webhook/state/WebhookStateRows.java",
              // Sets the circuit's columns of a record that WebhookStateRows writes.
              "webhook/state/Circuit.java"),
          "row|state",
          "WakesAt|Circuit\\w*|Caution|Paused|BlockedUntil|RateNextAt");

  @Test
  void statement_thatChangesADelivery_standsInItsHome() throws IOException {
    assertThat(DELIVERIES.strangers()).as("write it by DeliveryTransitions").isEmpty();
  }

  @Test
  void statement_thatChangesAWebhooksState_standsInItsHome() throws IOException {
    assertThat(WEBHOOK_STATES.strangers()).as("write it by WebhookStateRows").isEmpty();
  }

  @Test
  void home_ofEachRow_isThere() throws IOException {
    assertThat(DELIVERIES.found()).isEqualTo(DELIVERIES.homes().size());
    assertThat(WEBHOOK_STATES.found()).isEqualTo(WEBHOOK_STATES.homes().size());
  }

  @Test
  void statement_ofAnyKind_isSeen() {
    assertThat(
            List.of(
                "transaction.update(DELIVERY)",
                "    .update(ATTEMPT)",
                "transaction.insertInto(DELIVERY).columns(fields)",
                "deleteFrom(ATTEMPT)",
                ".set(DELIVERY.WAKES_AT, now)",
                ".setNull(DELIVERY.OWNER)",
                "new DeliveryRecord()",
                "DeliveryRecord delivery; delivery.setStatus(x)",
                "delivery.setParkedReason(null)"))
        .allMatch(DELIVERIES::writes);
    assertThat(List.of("select(DELIVERY.STATUS)", "DELIVERY.STATUS.eq(x)", "update(DELIVERY_NOTE)"))
        .noneMatch(DELIVERIES::writes);
    assertThat(List.of(".update(WEBHOOK_STATE)", "new WebhookStateRecord()", "row.setWakesAt(x)"))
        .allMatch(WEBHOOK_STATES::writes);
  }

  /**
   * A kind of row.
   *
   * @param tables constants of the tables, as a pattern
   * @param records names of their records without "Record", as a pattern
   * @param homes files that may write them
   * @param variables names that such a record has in our code, as a pattern
   * @param columns of their state, as a pattern of setters
   */
  private record Home(
      String tables, String records, List<String> homes, String variables, String columns) {
    private boolean writes(String line) {
      return Pattern.compile(
                  "(update|insertInto|deleteFrom|mergeInto)\\((%s)\\)".formatted(tables)
                      + "|\\.(set|setNull)\\(\\s*(%s)\\.".formatted(tables)
                      + "|new (%s)Record\\(".formatted(records)
                      + "|\\b(%s)\\.set(%s)\\(".formatted(variables, columns))
              .matcher(line)
              .find()
          && !line.contains("\"");
    }

    private List<String> strangers() throws IOException {
      try (Stream<Path> files = sources()) {
        return files
            .filter(file -> homes.stream().noneMatch(home -> name(file).endsWith("/" + home)))
            .flatMap(this::statements)
            .toList();
      }
    }

    private long found() throws IOException {
      try (Stream<Path> files = sources()) {
        return files
            .filter(file -> homes.stream().anyMatch(home -> name(file).endsWith("/" + home)))
            .filter(file -> statements(file).findAny().isPresent())
            .count();
      }
    }

    private Stream<String> statements(Path file) {
      try {
        String text = Files.readString(file);
        return text.matches("(?s).*\\b(%s|(%s)Record)\\b.*".formatted(tables, records))
            ? text.lines().filter(this::writes).map(line -> name(file) + ": " + line.strip())
            : Stream.empty();
      } catch (IOException unreadable) {
        throw new IllegalStateException("cannot read " + file, unreadable);
      }
    }

    private static Stream<Path> sources() throws IOException {
      Path house = Repository.folder();
      return Files.walk(house)
          .filter(file -> name(file).endsWith(".java"))
          .filter(file -> name(file).contains("/src/main/java/"))
          .filter(file -> !name(file).contains("/generated/"));
    }

    private static String name(Path file) {
      return file.toString().replace('\\', '/');
    }
  }
}
