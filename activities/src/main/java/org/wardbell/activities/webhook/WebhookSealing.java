package org.wardbell.activities.webhook;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.core.type.TypeReference;
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

  /**
   * The mapper of settings. Fields of a newer version are ignored by an older one, so that a
   * rollback still delivers.
   */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Encryption encryption;

  public WebhookSealing(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Returns a row of table webhook, opened.
   *
   * @throws BrokenSealException if the row was changed behind our back
   */
  public KeptWebhook open(WebhookRecord row) {
    UUID clinic = row.getClinicId();
    UUID id = row.getId();
    byte[] settings = encryption.open(clinic, SETTINGS_COLUMN, id, row.getSettingsCiphertext());
    byte[] secrets = encryption.open(clinic, SECRETS_COLUMN, id, row.getSecretsCiphertext());
    return new KeptWebhook(
        id,
        clinic,
        row.getVersion(),
        JSON.readValue(settings, WebhookSettings.class),
        JSON.readValue(secrets, SECRETS));
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
