package org.wardbell.api.erasure;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A subject to be erased. */
record ErasureRequest(
    @Schema(description = "The key's own clinic if left out; a key of the installation names one.")
        @Nullable String clinicId,
    @Schema(
            description =
                "As events name it. patient/<id> also means appointments of that patient and events whose data have that"
                    + " patient_id (or patient.id). 1-255 characters.",
            example = "patient/4711",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String subject) {}
