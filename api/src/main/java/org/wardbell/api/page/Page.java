package org.wardbell.api.page;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, newest first.
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

  /**
   * Returns a page from a query that asked for one row more than the page holds.
   *
   * @param rows up to limit + 1 rows
   * @param cursor the value by which a row is found
   */
  public static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, String> cursor, Function<R, T> view) {
    boolean more = rows.size() > limit;
    List<R> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(view).toList(), more ? cursor.apply(shown.getLast()) : null);
  }
}
