package org.wardbell.api.page;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param data at most as many as were asked for
 * @param nextCursor give it as {@code cursor} to read on; absent on the last page
 */
public record Page<T>(
    List<T> data,
    @Schema(description = "Give it as cursor to read on; absent on the last page.")
        @Nullable String nextCursor) {
  public Page {
    data = List.copyOf(data);
  }
}
