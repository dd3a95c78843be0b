package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request to exchange a signing secret for a new one. */
@Schema(name = "RotationRequest")
record RotationRequest(
    @Schema(
            description =
                "For how long the old secret also signs, 0-168 hours. 0 for one that has become known.",
            defaultValue = "24")
        @Nullable Integer overlapHours) {}
