package org.wardbell.api.dashboard.editor;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.KeptAuditEntry;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.dashboard.frame.Moment;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.json.JsonMapper;

/** The making of the editor's page. */
@Component
final class EditorPages {
  /** Changes that the one who comes second is told of. */
  private static final int TOLD = 5;

  /** Characters of a sample beside its variable: one line. */
  private static final int SAMPLE_CHARACTERS = 60;

  private final DSLContext database;
  private final ClinicCatalogues catalogues;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final EditorPreviews previews;

  EditorPages(
      DSLContext database,
      ClinicCatalogues catalogues,
      ClinicStore clinics,
      AuditStore audit,
      EditorPreviews previews) {
    this.database = database;
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.audit = audit;
    this.previews = previews;
  }

  /**
   * Returns the page of a new webhook.
   *
   * @param form as it may be shown
   * @param edited what it means
   */
  EditorPage made(FormFields form, EditedWebhook edited, UUID clinic, List<String> notes) {
    return page(
        "New webhook",
        EditorController.BLANK,
        "/webhooks/new",
        "",
        form,
        edited,
        clinic,
        notes,
        null);
  }

  /** Returns the page of a webhook that is kept. */
  EditorPage changed(
      FormFields form,
      EditedWebhook edited,
      StoredWebhook stored,
      UUID clinic,
      EditorPage.@Nullable Conflict conflict) {
    String address = "/webhooks/" + stored.webhook().id();
    return page(
        "Change a webhook",
        address + "/edit",
        address,
        Integer.toString(stored.webhook().version()),
        form,
        edited,
        clinic,
        List.of(),
        conflict);
  }

  private EditorPage page(
      String title,
      String action,
      String back,
      String version,
      FormFields form,
      EditedWebhook edited,
      UUID clinic,
      List<String> notes,
      EditorPage.@Nullable Conflict conflict) {
    EventCatalogue catalogue = catalogues.of(clinic);
    return new EditorPage(
        title,
        action,
        back,
        clinics.find(clinic).map(ClinicFacts::name).orElse(""),
        version,
        form,
        EditorPage.Group.all(catalogue),
        catalogue.variables().stream()
            .map(each -> new EditorPage.Variable(each.name(), sample(each.sample())))
            .sorted(Comparator.comparing(EditorPage.Variable::name))
            .toList(),
        catalogue.types().stream()
            .map(each -> new EditorPage.Choice(each.type(), each.label()))
            .toList(),
        previews.of(form, edited, clinic),
        notes,
        conflict);
  }

  private static String sample(Object sample) {
    String text =
        sample instanceof String plain ? plain : JsonMapper.shared().writeValueAsString(sample);
    return text.length() > SAMPLE_CHARACTERS ? text.substring(0, SAMPLE_CHARACTERS) + "…" : text;
  }

  /** Returns who changed a webhook since somebody read it in that version. */
  EditorPage.Conflict conflict(StoredWebhook stored, int version, ZoneId zone) {
    List<String> who = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    AuditFilter changes =
        new AuditFilter(
            stored.webhook().clinicId(),
            null,
            "webhook.changed",
            "webhook/" + stored.webhook().id(),
            null,
            null);
    for (KeptAuditEntry each : audit.list(database, changes, null, TOLD)) {
      if (each.entry().detail().get("version") instanceof Number changed
          && changed.intValue() > version) {
        String name = each.entry().origin().name();
        String at = Moment.second(each.at(), zone);
        who.add(
            (name == null || name.isBlank() ? each.entry().origin().actor() : name) + " at " + at);
        if (each.entry().detail().get("fields") instanceof List<?> touched) {
          touched.stream()
              .map(field -> RefusalWords.label(String.valueOf(field)))
              .filter(f -> !fields.contains(f))
              .forEach(fields::add);
        }
      }
    }
    return new EditorPage.Conflict(
        who.isEmpty() ? "Somebody changed it meanwhile" : String.join(", ", who.reversed()),
        fields);
  }
}
