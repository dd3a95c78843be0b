package org.wardbell.activities.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sealing and opening of webhooks. Settings and secrets are kept as JSON, sealed for the
 * webhook's clinic (the installation's key if it is global), because URLs, headers and templates
 * carry credentials.
 */
public final class WebhookSealing {
  private static final String SETTINGS_COLUMN = "webhook.settings";
  private static final String SECRETS_COLUMN = "webhook.secrets";

  private static final TypeReference<List<SigningSecret>> SECRETS = new TypeReference<>() {};

  private static final TypeReference<List<String>> PATTERNS = new TypeReference<>() {};

  /**
   * The mapper of settings. Fields of a newer version are ignored by an older one, so that a
   * rollback still delivers; numbers and flags that an older one did not write are 0 and false.
   */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** Ciphertexts of so many bytes in all are remembered opened, which takes some times as much. */
  private static final long REMEMBERED_BYTES = 16 << 20;

  /** What an opened webhook takes beside its texts. */
  private static final int OVERHEAD_BYTES = 1_024;

  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  private final Encryption encryption;

  /**
   * The last version that was opened of each webhook. Lists show hundreds, and to open one takes
   * longer than to read its row.
   */
  private final Cache<UUID, Opened> remembered = cache(Opened::bytes);

  private record Opened(Row from, KeptWebhook webhook, int bytes) {}

  /**
   * The row that a webhook was opened from. Of ciphertexts the hashes are compared: whoever changes
   * one so that its hash stays finds what it was before, and nothing else.
   */
  private record Row(UUID id, @Nullable UUID clinic, int version, int settings, int secrets) {
    static Row of(WebhookRecord row) {
      return new Row(
          row.getId(),
          row.getClinicId(),
          row.getVersion(),
          Arrays.hashCode(row.getSettingsCiphertext()),
          Arrays.hashCode(row.getSecretsCiphertext()));
    }
  }

  public WebhookSealing(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Returns a row of table webhook, opened; the same row is opened once. Of a deleted one its name
   * and its events are left.
   *
   * @throws BrokenSealException if the row was changed behind our back
   * @throws UnknownSettingsException if the seal is whole, but this version cannot read the
   *     settings
   */
  public KeptWebhook open(WebhookRecord row) {
    if (row.getDeletedAt() != null) {
      return unread(row);
    }
    Row from = Row.of(row);
    Opened known = remembered.getIfPresent(row.getId());
    if (known == null || !known.from().equals(from)) {
      known = new Opened(from, opened(row), bytes(row));
      remembered.put(row.getId(), known);
    }
    return known.webhook();
  }

  /** Returns a cache of what was opened, bounded by its size and by how long nobody asked. */
  static <T> Cache<UUID, T> cache(ToIntFunction<T> bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(REMEMBERED_BYTES)
        .<UUID, T>weigher((_, opened) -> bytes.applyAsInt(opened))
        .expireAfterAccess(REMEMBERED_FOR)
        .build();
  }

  /** Returns the size of a webhook for such a cache. */
  static int bytes(WebhookRecord row) {
    return OVERHEAD_BYTES
        + length(row.getSettingsCiphertext())
        + length(row.getSecretsCiphertext());
  }

  private static int length(byte @Nullable [] ciphertext) {
    return ciphertext == null ? 0 : ciphertext.length;
  }

  private KeptWebhook opened(WebhookRecord row) {
    UUID clinic = row.getClinicId();
    UUID id = row.getId();
    byte[] settings = open(clinic, SETTINGS_COLUMN, id, row.getSettingsCiphertext());
    byte[] secrets = open(clinic, SECRETS_COLUMN, id, row.getSecretsCiphertext());
    try {
      return new KeptWebhook(
          id, clinic, row.getVersion(), settings(settings), JSON.readValue(secrets, SECRETS));
    } catch (JacksonException | NullPointerException | IllegalArgumentException unknown) {
      throw new UnknownSettingsException(unread(row), unknown);
    }
  }

  /** Opens a value; one that was taken out of its row is a broken seal. */
  private byte[] open(@Nullable UUID clinic, String column, UUID id, byte @Nullable [] ciphertext) {
    return encryption.open(clinic, column, id, ciphertext == null ? new byte[0] : ciphertext);
  }

  /** Returns settings as this version or an earlier one kept them. */
  static WebhookSettings settings(byte[] json) {
    return JSON.readValue(json, WebhookSettings.class);
  }

  /** Returns what the row tells without being opened. */
  static KeptWebhook unread(WebhookRecord row) {
    List<String> patterns = JSON.readValue(row.getPatterns().data(), PATTERNS);
    return new KeptWebhook(
        row.getId(),
        row.getClinicId(),
        row.getVersion(),
        WebhookSettings.of(row.getName(), "", patterns).enabled(false).build(),
        List.of());
  }

  SealedWebhook seal(
      @Nullable UUID clinic, UUID id, WebhookSettings settings, List<SigningSecret> secrets) {
    Sealed sealedSettings =
        encryption.seal(clinic, SETTINGS_COLUMN, id, JSON.writeValueAsBytes(settings));
    Sealed sealedSecrets =
        encryption.seal(clinic, SECRETS_COLUMN, id, JSON.writeValueAsBytes(secrets));
    if (sealedSettings.keyId() != sealedSecrets.keyId()) {
      // The data key was rotated between the two lines; the next round uses the new one for both.
      return seal(clinic, id, settings, secrets);
    }
    return new SealedWebhook(
        sealedSettings.ciphertext(), sealedSecrets.ciphertext(), sealedSettings.keyId());
  }
}
