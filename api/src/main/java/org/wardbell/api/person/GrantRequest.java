package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/** A role to be given. */
record GrantRequest(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Role role) {}
