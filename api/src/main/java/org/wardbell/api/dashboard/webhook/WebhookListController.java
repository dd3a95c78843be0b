package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery.Newest;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.delivery.DeliveryWords;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.preset.PresetTile;
import org.wardbell.api.dashboard.webhook.WebhookListPage.Notice;
import org.wardbell.api.dashboard.webhook.WebhookListPage.Row;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.figures.WebhookFigures;

/** The list of webhooks. Its figures are asked for once, however many there are. */
@Controller
class WebhookListController {
  /**
   * Rows of a page: what a person looks through, and what is counted anew in a tenth of a second.
   */
  private static final int ROWS = 50;

  /** Patterns of events in a cell of the table; the webhook's page has all. */
  private static final int EVENTS = 2;

  private static final int MICROS_PER_MILLI = 1_000;

  private final ListedWebhooks webhooks;
  private final WebhookFigures figures;
  private final List<PresetTile> presets;

  WebhookListController(ListedWebhooks webhooks, WebhookFigures figures, PresetCatalogue presets) {
    this.webhooks = webhooks;
    this.figures = figures;
    this.presets = PresetTile.all(presets);
  }

  @GetMapping(WebhookFilter.PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String event,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable List<UUID> of,
      @RequestParam(required = false) @Nullable Integer count,
      @RequestParam(required = false) @Nullable Integer failed,
      Caller caller,
      Model model) {
    WebhookFilter filter = WebhookFilter.of(name, state, event);
    List<StoredWebhook> all = webhooks.all(caller);
    List<StoredWebhook> matching = all.stream().filter(filter::passes).toList();
    int last = Math.max(0, (matching.size() - 1) / ROWS);
    int shown = page == null ? 0 : page - 1;
    if (shown < 0 || shown > last) {
      throw ProblemException.invalid("page", "is not there", "The list has fewer pages.");
    }
    List<StoredWebhook> slice =
        matching.subList(shown * ROWS, Math.min(matching.size(), (shown + 1) * ROWS));
    model.addAttribute(
        "page",
        new WebhookListPage(
            filter,
            rows(slice, namesakes(all), caller),
            all.isEmpty(),
            shown * ROWS,
            matching.size(),
            all.size() > WebhookStore.MAXIMUM_PER_CLINIC,
            all.isEmpty() ? presets : List.of(),
            shown == 0 ? null : address(filter, shown),
            shown == last ? null : address(filter, shown + 2),
            notice(done, of, count, failed, all)));
    return "webhook/webhooks";
  }

  private static String address(WebhookFilter filter, int page) {
    return filter.address(Map.of("page", Integer.toString(page)));
  }

  /** Returns the names that several webhooks of one clinic have. */
  private static Set<String> namesakes(List<StoredWebhook> all) {
    return DistinctNames.shared(all.stream().map(WebhookListController::name).toList());
  }

  /** Each clinic may call one alike: a list of all clinics has a column for whose each is. */
  private static String name(StoredWebhook stored) {
    return stored.webhook().clinicId() + "/" + stored.webhook().settings().name();
  }

  private List<Row> rows(List<StoredWebhook> slice, Set<String> namesakes, Caller caller) {
    Map<UUID, WebhookFigures.Figures> known =
        figures.of(caller.clinicId(), slice.stream().map(each -> each.webhook().id()).toList());
    Instant now = Instant.now();
    List<Row> rows = new ArrayList<>();
    for (StoredWebhook stored : slice) {
      UUID id = stored.webhook().id();
      WebhookFigures.Figures own = known.getOrDefault(id, WebhookFigures.Figures.NONE);
      List<String> events = stored.webhook().settings().events();
      rows.add(
          new Row(
              id,
              stored.webhook().clinicId(),
              stored.webhook().settings().name(),
              namesakes.contains(DistinctNames.key(name(stored))) ? stored.createdAt() : null,
              Target.of(stored),
              events.subList(0, Math.min(EVENTS, events.size())),
              Math.max(0, events.size() - EVENTS),
              stored.enabled(),
              WebhookHealth.of(stored, own.newest() != null, now),
              last(own.newest()),
              CoursePicture.of(own.delivered(), own.failed()),
              own.p95Micros() == null ? "" : Figures.duration(own.p95Micros() / MICROS_PER_MILLI)));
    }
    return rows;
  }

  private static WebhookListPage.@Nullable Last last(@Nullable Newest newest) {
    return newest == null
        ? null
        : new WebhookListPage.Last(
            newest.id(),
            newest.at(),
            DeliveryWords.style(newest.status()),
            DeliveryWords.name(newest.status()));
  }

  /** Says what has come of the last act by how things are now, whatever the address says. */
  private static @Nullable Notice notice(
      @Nullable String done,
      @Nullable List<UUID> of,
      @Nullable Integer count,
      @Nullable Integer failed,
      List<StoredWebhook> all) {
    if (WebhookListPage.NOTHING_CHOSEN.equals(done)) {
      return new Notice("Nothing was chosen. Choose webhooks first.", null, List.of());
    }
    String rest =
        failed == null || failed < 1
            ? ""
            : " %s could not be changed; try once more.".formatted(Figures.count(failed));
    if ("delete".equals(done)) {
      int ended = count == null ? 0 : count;
      return new Notice(
          (ended == 1 ? "1 webhook was deleted." : Figures.count(ended) + " webhooks were deleted.")
              + rest,
          null,
          List.of());
    }
    boolean off = "disable".equals(done);
    if (done == null || (!off && !done.equals("enable"))) {
      return null;
    }
    List<StoredWebhook> changed =
        of == null
            ? List.of()
            : all.stream()
                .filter(each -> of.contains(each.webhook().id()) && each.enabled() != off)
                .toList();
    if (changed.isEmpty() && of != null) {
      return rest.isEmpty() ? null : new Notice(rest.strip(), null, List.of());
    }
    String is =
        of == null
            ? Figures.count(count == null ? 0 : count) + " webhooks are "
            : changed.size() == 1
                ? changed.getFirst().webhook().settings().name() + " is "
                : Figures.count(changed.size()) + " webhooks are ";
    return new Notice(
        is + (off ? "off: no event matches." : "on.") + rest,
        changed.isEmpty() ? null : off ? "enable" : "disable",
        changed.stream().map(each -> each.webhook().id()).toList());
  }
}
