package org.wardbell.activities.database;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * The converter of a UUID to the 16 bytes of RFC 9562, most significant first, so that v7 ids sort
 * by age.
 */
public final class UuidConverter extends AbstractConverter<byte[], UUID> {
  /** Creates a converter; called by jOOQ's generated code. */
  public UuidConverter() {
    super(byte[].class, UUID.class);
  }

  @Override
  public @Nullable UUID from(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  @Override
  public byte @Nullable [] to(@Nullable UUID id) {
    return id == null
        ? null
        : ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
  }
}
