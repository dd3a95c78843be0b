package org.wardbell.api.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldChecks;

/** The events with the catalogue's sample data that somebody posts to see one arrive. */
@Component
public final class SampleEvents {
  private final ClinicCatalogues catalogues;
  private final EventChecks checks;
  private final EventIntake intake;

  SampleEvents(ClinicCatalogues catalogues, EventChecks checks, EventIntake intake) {
    this.catalogues = catalogues;
    this.checks = checks;
    this.intake = intake;
  }

  /**
   * Returns the type that would be posted.
   *
   * @param patterns of the webhook that should get it
   */
  public String type(UUID clinic, List<String> patterns) {
    return new SampleData(catalogues.of(clinic)).typeFor(patterns);
  }

  /**
   * Posts an event of a clinic, as {@code POST /api/v1/events} does.
   *
   * @return its id
   * @throws org.wardbell.api.problem.ProblemException 422 if nobody may post this type
   */
  public UUID post(UUID clinic, String type, Caller caller) {
    SampleData samples = new SampleData(catalogues.of(clinic));
    String data = samples.of(type);
    FieldChecks problems = new FieldChecks();
    NewEvent event =
        checks.check(
            new EventDraft(
                "",
                type,
                samples.subject(type),
                null,
                clinic.toString(),
                null,
                data.getBytes(StandardCharsets.UTF_8)),
            null,
            caller,
            problems);
    problems.orThrow();
    return intake.accept(List.of(event)).getFirst().id();
  }
}
