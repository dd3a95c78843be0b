package org.wardbell.api.search;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A search whose text stands in no address. */
record SearchRequest(
    @Schema(
            description = "The whole id, key or subject.",
            example = "patient/4711",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String q,
    @Schema(description = "Only in this clinic; for keys of the installation.")
        @Nullable String clinicId) {}
