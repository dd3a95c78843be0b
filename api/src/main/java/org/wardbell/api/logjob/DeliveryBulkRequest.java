package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An act on many deliveries. */
@Schema(name = "DeliveryBulkRequest")
record DeliveryBulkRequest(
    @Schema(
            allowableValues = {"resend", "cancel"},
            example = "resend",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String action,
    @Schema(
            description = "1 to 500 ids.",
            example = "[\"0198c0de-0000-7000-8000-000000000000\"]",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable List<@Nullable String> ids) {}
