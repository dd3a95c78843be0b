package org.wardbell.standalone.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests which package of activities may know which. */
class WallsInsideActivitiesTest {
  private static final String ROOM = "org.wardbell.activities.";

  /** Each package with those that it may know; a package knows only packages that stand above. */
  private static final PackageTable MAY_KNOW =
      PackageTable.of(
          "activities",
          """
          network:
          pem:
          database.meter:
          database: pem, database.meter
          database.batch: database
          crypto: database
          temporal: database, pem
          log:
          tracing: log
          background:
          presence: database
          audit: background, crypto, database
          idempotency: crypto, database
          template:
          webhook.draft:
          clinic: audit, crypto, database
          person: clinic, crypto, database
          expression.evaluator: template
          expression: expression.evaluator
          event: clinic, crypto, database, database.batch, expression, expression.evaluator,
            temporal, tracing
          interactive: crypto, database, temporal
          payload: clinic, event, expression, template
          webhook.rules: expression, network, payload, pem, template, webhook.draft
          preset: template, webhook.draft, webhook.rules
          webhook.state: database
          backup: audit, crypto, database, webhook.state
          webhook: crypto, database, network, webhook.draft, webhook.rules, webhook.state
          authentication: crypto, database, interactive, network, pem, webhook, webhook.draft
          request: authentication, clinic, event, expression, payload, template, webhook
          http: authentication, crypto, network, pem, request, webhook
          delivery.line: database
          delivery.state: clinic, crypto, database, database.batch, event, expression, http, request, webhook,
            webhook.state, delivery.line
          delivery.matching: clinic, database, event, expression, payload, webhook, webhook.state,
            delivery.state
          delivery.attempt: clinic, crypto, database, event, http, request, template, tracing,
            webhook, webhook.state, delivery.state
          delivery.express: clinic, crypto, database, event, expression, log, request, tracing,
            webhook, webhook.state, delivery.attempt, delivery.line, delivery.matching, delivery.state
          delivery.regular: database, event, webhook, webhook.state, delivery.attempt,
            delivery.state
          delivery.drain: database, event, expression, request, temporal, webhook, webhook.state,
            delivery.attempt, delivery.line, delivery.matching, delivery.state
          delivery.replay: database, event, temporal, webhook, webhook.state, delivery.line,
            delivery.matching, delivery.state
          delivery.query: crypto, database, event, http, webhook, delivery.state
          delivery.removal: crypto, database
          export: http, delivery.query
          logjob: audit, crypto, database, event, export, temporal, delivery.query,
            delivery.removal, delivery.replay, delivery.state
          live: database
          search: database, event
          statistics: background, database, log
          preview: authentication, clinic, crypto, database, event, expression, http, interactive, payload,
            request, template, webhook, webhook.draft, delivery.attempt, delivery.state
          delivery: authentication, clinic, crypto, database, database.meter, event, http, interactive, network,
            preview, request, temporal, webhook, webhook.state, delivery.attempt, delivery.drain,
            delivery.express, delivery.matching, delivery.query, delivery.regular,
            delivery.replay, delivery.state
          appointment: audit, crypto, database, event
          appointment.sweep: appointment, crypto, database, event, temporal
          appointment.imports: appointment, audit, crypto, database, event, temporal
          calendar.google.event:
          calendar.google: network, tracing, calendar.google.event
          calendar.trouble: appointment, crypto, database, event
          calendar.link: crypto, database
          calendar.style: appointment, audit, clinic, database, template, calendar.google,
            calendar.google.event
          calendar.sync: appointment, crypto, database, event, tracing, calendar.google,
            calendar.google.event, calendar.link, calendar.style, calendar.trouble
          calendar.channel: crypto, database, tracing, calendar.google, calendar.sync
          retention: audit, crypto, database, event, temporal, webhook, delivery.query, delivery.removal,
            delivery.state
          erasure: appointment, audit, crypto, database, event, logjob, temporal,
            delivery.removal, delivery.state
          rotation: audit, crypto, database, temporal, delivery.removal, delivery.state
          calendar: appointment, audit, crypto, database, database.meter, event, network, temporal,
            tracing, calendar.channel, calendar.google, calendar.style, calendar.sync, calendar.trouble
          calendar.consent: appointment, audit, calendar, crypto, database, interactive,
            calendar.google
          """);

  /** The ways that a delivery can go, and those who start or show deliveries. */
  private static final Set<String> LANES =
      Set.of(
          "delivery.express",
          "delivery.regular",
          "delivery.drain",
          "delivery.replay",
          "delivery.query");

  private static final String FIXTURES = "standalone.walls.fixture";

  @Test
  void package_ofActivities_knowsOnlyThoseThatItMay() {
    classes().should(MAY_KNOW.keptTo()).check(House.CLASSES);
  }

  @Test
  void package_ofActivities_hasARow() {
    assertThat(packages(House.CLASSES)).isEqualTo(new TreeSet<>(MAY_KNOW.packages()));
  }

  @Test
  void lanes_ofTheTable_doNotKnowEachOther() {
    assertThat(MAY_KNOW.packages()).containsAll(LANES);
    assertThat(LANES)
        .allSatisfy(lane -> assertThat(MAY_KNOW.known(lane)).doesNotContainAnyElementsOf(LANES));
  }

  @Test
  void wiring_ofDeliveries_isKnownByNoPackage() {
    assertThat(MAY_KNOW.packages())
        .allSatisfy(name -> assertThat(MAY_KNOW.known(name)).doesNotContain("delivery"));
  }

  @Test
  void package_thatKnowsMoreThanItsRow_isSeen() {
    PackageTable table = PackageTable.of(FIXTURES, "front:\nback: front\n");

    assertThat(violations(table))
        .hasSizeGreaterThan(0)
        .allMatch(text -> text.contains("fixture.front.Front"))
        .noneMatch(text -> text.startsWith("Class <org.wardbell.standalone.walls.fixture.back"));
  }

  @Test
  void package_withoutARow_mayKnowNothing() {
    assertThat(violations(PackageTable.of(FIXTURES, "front:\n")))
        .anyMatch(text -> text.contains("fixture.back.Back"));
  }

  @Test
  void row_thatNamesAPackageBelow_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackageTable.of(FIXTURES, "front: back\nback:\n"))
        .withMessageContaining("front may not know back");
  }

  private static Set<String> packages(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.getPackageName().startsWith(ROOM)) {
        packages.add(type.getPackageName().substring(ROOM.length()));
      }
    }
    return packages;
  }

  private static Set<String> violations(PackageTable table) {
    return new TreeSet<>(
        classes().should(table.keptTo()).evaluate(House.FIXTURES).getFailureReport().getDetails());
  }
}
