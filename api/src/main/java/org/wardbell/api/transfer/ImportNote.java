package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;

/** Something that is not here as it was elsewhere. */
@Schema(name = "ImportNote")
public record ImportNote(
    @Schema(description = "In the file.", example = "webhook_data.enable_ssl") String field,
    @Schema(description = "The change.", example = "is left out") String change,
    @Schema(description = "The reason, and what can be done.") String why) {}
