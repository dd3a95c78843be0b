package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The result of an act on many things, each by itself. */
@Schema(name = "BulkResult")
public record BulkView(int done, int unchanged, int failed, List<Line> results) {
  public BulkView {
    results = List.copyOf(results);
  }

  /** The end that the act on one of them came to. */
  @Schema(enumAsRef = true, name = "BulkOutcome")
  public enum Outcome {
    DONE,
    /** It was so already. */
    UNCHANGED,
    NOT_FOUND,
    FAILED
  }

  /** The result for one id. */
  @Schema(name = "BulkLine")
  public record Line(
      @Schema(description = "As it was sent.") String id,
      Outcome result,
      @Schema(description = "Why it was not done, and what can be done.")
          @Nullable String problem) {}

  /**
   * Acts on each in the order given, and returns what came of it. What cannot be done keeps back no
   * other.
   */
  public static BulkView ofEach(List<UUID> ids, Function<UUID, Outcome> act) {
    return of(ids.stream().map(id -> line(id, act)).toList());
  }

  private static Line line(UUID id, Function<UUID, Outcome> act) {
    try {
      return new Line(id.toString(), act.apply(id), null);
    } catch (ProblemException problem) {
      return new Line(
          id.toString(),
          problem.kind() == ProblemKind.NOT_FOUND ? Outcome.NOT_FOUND : Outcome.FAILED,
          problem.document().detail());
    } catch (DataAccessException failure) {
      // What was done already is told all the same.
      return new Line(
          id.toString(), Outcome.FAILED, ProblemException.fault(failure).document().detail());
    }
  }

  private static BulkView of(List<Line> lines) {
    int done = count(lines, Outcome.DONE);
    int unchanged = count(lines, Outcome.UNCHANGED);
    return new BulkView(done, unchanged, lines.size() - done - unchanged, lines);
  }

  private static int count(List<Line> lines, Outcome outcome) {
    return (int) lines.stream().filter(line -> line.result() == outcome).count();
  }
}
