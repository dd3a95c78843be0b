package org.wardbell.activities.crypto;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value that is to be sealed.
 *
 * @param clinicId whose key, or null for the installation's
 * @param column {@code table.column}, for instance {@code event.data}
 * @param row the row's id
 */
public record Unsealed(@Nullable UUID clinicId, String column, UUID row, byte[] plain) {}
