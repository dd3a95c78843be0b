package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;

/**
 * A reader that opens webhooks by id and version, each version once: an opened version cannot
 * change.
 */
public final class WebhookReader {
  /** A webhook is some 10 KiB opened; 5,000 of them are 50 MiB at most. */
  private static final int REMEMBERED = 5_000;

  private static final Logger log = LoggerFactory.getLogger(WebhookReader.class);

  private record Key(UUID id, int version) {}

  private final WebhookSealing sealing;
  private final Cache<Key, KeptWebhook> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /** Versions that this process cannot read, each told of once. */
  private final Cache<Key, Boolean> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public WebhookReader(WebhookSealing sealing) {
    this.sealing = sealing;
  }

  /**
   * Returns the webhook in this version, or in a newer one if it changed a moment ago.
   *
   * @throws UnreadableWebhookException if its seal is broken
   * @throws UnknownSettingsException if a newer version wrote its settings
   */
  public KeptWebhook read(DSLContext transaction, UUID id, int version) {
    KeptWebhook known = remembered.getIfPresent(new Key(id, version));
    if (known != null) {
      return known;
    }
    KeptWebhook opened =
        open(transaction.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(id)).fetchSingle());
    remembered.put(new Key(id, opened.version()), opened);
    return opened;
  }

  private KeptWebhook open(WebhookRecord row) {
    try {
      return sealing.open(row);
    } catch (BrokenSealException broken) {
      throw new UnreadableWebhookException(row.getId(), broken);
    } catch (UnknownSettingsException unknown) {
      if (told.asMap().putIfAbsent(new Key(row.getId(), row.getVersion()), true) == null) {
        log.warn("{}; its deliveries wait for a process that can", unknown.getMessage());
      }
      throw unknown;
    }
  }
}
