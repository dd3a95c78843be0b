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
 * A reader of webhooks by id and version. It remembers beside {@link WebhookSealing}, because each
 * attempt of a delivery asks for a version that it knows, and need not even read the row.
 */
public final class WebhookReader {
  private static final int TOLD = 5_000;

  private static final Logger log = LoggerFactory.getLogger(WebhookReader.class);

  private record Key(UUID id, int version) {}

  private record Read(KeptWebhook webhook, int bytes) {}

  private final WebhookSealing sealing;

  /** The newest version that was read of each webhook. */
  private final Cache<UUID, Read> remembered = WebhookSealing.cache(Read::bytes);

  /** Versions that this process cannot read, each told of once. */
  private final Cache<Key, Boolean> told = Caffeine.newBuilder().maximumSize(TOLD).build();

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
    Read known = remembered.getIfPresent(id);
    if (known != null && known.webhook().version() == version) {
      return known.webhook();
    }
    WebhookRecord row = transaction.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(id)).fetchSingle();
    KeptWebhook opened = open(row);
    remembered.put(id, new Read(opened, WebhookSealing.bytes(row)));
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
