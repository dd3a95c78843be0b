package org.wardbell.api.session;

import org.jspecify.annotations.Nullable;

/**
 * The form of the first person, as it was typed; nothing of it is checked yet.
 *
 * @param key the administrator key that the first start made
 * @param clinic the name of the clinic, or null to leave that of the first start as it is
 * @param timeZone of the person and the clinic
 */
public record FirstPersonForm(
    @Nullable String key,
    @Nullable String name,
    @Nullable String email,
    @Nullable String password,
    @Nullable String clinic,
    @Nullable String timeZone) {
  @Override
  public String toString() {
    return "FirstPersonForm[hidden]";
  }
}
