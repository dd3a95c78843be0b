package org.wardbell.api.dashboard.editor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.access.Caller;

/**
 * The keeping of credentials while a form goes back and forth: sealed for the person who typed
 * them, so that neither the page's source nor another person has them, and nobody types them twice.
 */
@Component
public final class FormSecrets {
  /** Fields whose value is never shown again, whatever is in it. */
  static final List<String> ALWAYS =
      List.of(
          "authentication.key",
          "authentication.password",
          "authentication.token",
          "authentication.client_secret",
          "authentication.secret",
          "tls.key");

  /** A form is filled in within this time, or its credentials are asked for again. */
  private static final Duration KEPT = Duration.ofMinutes(30);

  private static final String COLUMN = "form.secret";
  private static final String SEALED = "sealed:";
  private static final Pattern ROW_VALUE = Pattern.compile("(.*\\[[0-9]{1,3}])\\.value");

  private final Encryption encryption;

  FormSecrets(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Returns the form of a webhook with its credentials sealed. */
  FormFields hidden(FormFields form, Caller caller) {
    FormFields hidden = form;
    for (String name : form.names()) {
      if (isSecret(name, form)) {
        hidden = hidden(hidden, name, caller);
      }
    }
    return hidden;
  }

  /** Returns the form with one of its fields sealed, if something was typed there. */
  public FormFields hidden(FormFields form, String name, Caller caller) {
    String typed = form.of(name);
    return typed.isEmpty()
        ? form
        : form.with(name, "").with(name + FormFields.KEPT, sealed(typed, caller));
  }

  private static boolean isSecret(String name, FormFields form) {
    if (ALWAYS.contains(name)) {
      return true;
    }
    var row = ROW_VALUE.matcher(name);
    return row.matches()
        && (form.isOn(row.group(1) + ".secret") || Mask.hides(form.of(row.group(1) + ".name")));
  }

  /**
   * Returns what a field has: typed, or kept from before; null if it has nothing, or what was kept
   * is not kept any more.
   */
  public @Nullable String value(FormFields form, String name, Caller caller) {
    String typed = form.of(name);
    if (!typed.isEmpty()) {
      return typed;
    }
    String kept = form.of(name + FormFields.KEPT);
    return kept.startsWith(SEALED) ? opened(kept.substring(SEALED.length()), caller) : null;
  }

  private String sealed(String text, Caller caller) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(Long.BYTES + bytes.length);
    plain.putLong(ApplicationClock.now().toEpochMilli()).put(bytes);
    return SEALED
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                encryption
                    .seal(caller.clinicId(), COLUMN, caller.id(), plain.array())
                    .ciphertext());
  }

  private @Nullable String opened(String sealed, Caller caller) {
    try {
      ByteBuffer plain =
          ByteBuffer.wrap(
              encryption.open(
                  caller.clinicId(), COLUMN, caller.id(), Base64.getUrlDecoder().decode(sealed)));
      long age = ApplicationClock.now().toEpochMilli() - plain.getLong();
      return age > KEPT.toMillis() ? null : StandardCharsets.UTF_8.decode(plain).toString();
    } catch (BrokenSealException | IllegalArgumentException notOurs) {
      return null;
    }
  }
}
