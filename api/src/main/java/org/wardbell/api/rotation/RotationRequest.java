package org.wardbell.api.rotation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key to be rotated. */
@Schema(name = "KeyRotationRequest")
public record RotationRequest(
    @Schema(
            description =
                "clinic: a clinic's data key. installation: the data key of what belongs to no"
                    + " clinic. master: the key that wraps all data keys; its file has to have the"
                    + " new key already (wardbell rotate-key master).",
            allowableValues = {"clinic", "installation", "master"},
            defaultValue = "clinic")
        @Nullable String kind,
    @Schema(
            description =
                "For kind clinic; the key's own clinic if left out. A key of the installation names"
                    + " one.")
        @Nullable String clinicId) {}
