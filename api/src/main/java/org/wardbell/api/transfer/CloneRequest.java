package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request for a copy of a webhook, with what the copy has of its own. */
@Schema(name = "CloneRequest")
record CloneRequest(
    @Schema(
            description = "1-120 characters; the original's with (copy) behind it if left out.",
            example = "CRM, second")
        @Nullable String name,
    @Schema(description = "Whether events match it at once.", defaultValue = "false")
        @Nullable Boolean enabled) {}
