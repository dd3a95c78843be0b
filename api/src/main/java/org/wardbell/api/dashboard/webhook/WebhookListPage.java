package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.preset.PresetTile;

/**
 * The content of the list of webhooks.
 *
 * @param isEmpty whether there is no webhook at all
 * @param earlier how many are on the pages before this one
 * @param matching how many pass the filter
 * @param isCut whether there are more than can be shown at once, in all clinics together
 * @param presets what a first webhook may be made of
 * @param before the address of the page before this one, or null
 * @param after the address of the page after this one, or null
 * @param notice what the person's last act has led to, or null
 */
public record WebhookListPage(
    WebhookFilter filter,
    List<Row> rows,
    boolean isEmpty,
    int earlier,
    int matching,
    boolean isCut,
    List<PresetTile> presets,
    @Nullable String before,
    @Nullable String after,
    @Nullable Notice notice) {
  /** What the address tells was done, when a button was pressed and nothing was chosen. */
  static final String NOTHING_CHOSEN = "none";

  public WebhookListPage {
    rows = List.copyOf(rows);
    presets = List.copyOf(presets);
  }

  /** Returns which of how many this page shows: 51–100 of 136 webhooks. */
  public String range() {
    String all = Figures.counted(matching, "webhook", "webhooks");
    return isPart()
        ? "%s–%s of %s"
            .formatted(
                Figures.count(earlier + 1L), Figures.count((long) earlier + rows.size()), all)
        : all;
  }

  /** Returns whether more match than this page shows. */
  public boolean isPart() {
    return matching > rows.size();
  }

  /**
   * A webhook.
   *
   * @param clinic whose it is, or null for all
   * @param madeAt when it was made, if another one has its name; or null
   * @param events the first few patterns
   * @param moreEvents how many patterns there are beside them
   * @param newest its newest delivery, or null if there is none
   * @param p95 in words, or empty if nothing was timed
   */
  public record Row(
      UUID id,
      @Nullable UUID clinic,
      String name,
      @Nullable Instant madeAt,
      Target target,
      List<String> events,
      int moreEvents,
      boolean isEnabled,
      WebhookHealth health,
      @Nullable Last newest,
      CoursePicture course,
      String p95) {
    public Row {
      events = List.copyOf(events);
    }

    /** Returns the end of its id. */
    public String shortId() {
      return DistinctNames.shortId(id);
    }
  }

  /**
   * The newest delivery of a webhook.
   *
   * @param style the class of its outcome
   */
  public record Last(UUID id, Instant at, String style, String word) {}

  /**
   * A sentence about what was done.
   *
   * @param undo the act that takes it back, or null
   * @param ids of the webhooks that it was done to
   */
  public record Notice(String sentence, @Nullable String undo, List<UUID> ids) {
    public Notice {
      ids = List.copyOf(ids);
    }
  }
}
