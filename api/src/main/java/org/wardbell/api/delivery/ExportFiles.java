package org.wardbell.api.delivery;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.export.ExportWriter;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of exports. They are read page by page and written in between, so that a client that
 * reads slowly holds no connection to the database.
 */
@Component
public final class ExportFiles {
  /** Rows of a page, which are in memory at once. */
  public static final int PAGE = 500;

  private final DSLContext database;
  private final AuditStore audit;
  private final ExportSlots slots;
  private final JsonMapper json;

  ExportFiles(DSLContext database, AuditStore audit, ExportSlots slots, JsonMapper json) {
    this.database = database;
    this.audit = audit;
    this.slots = slots;
    this.json = json;
  }

  /**
   * The kind of file that is asked for.
   *
   * @param name of the file, without its ending
   * @param columns of a table: names of fields; one in an inner object has a dot before it
   */
  public record Kind(String name, ExportFormat format, List<String> columns) {
    public Kind {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A page of it.
   *
   * @param rows what becomes JSON objects
   * @param next where the next one begins; null at the end
   */
  public record Piece(List<?> rows, @Nullable Long next) {
    public Piece {
      rows = List.copyOf(rows);
    }
  }

  /** The pages of a file. */
  @FunctionalInterface
  public interface Pages {
    /** Returns the page before a number; the first one for null. */
    Piece before(@Nullable Long number);
  }

  /**
   * Sends a file.
   *
   * @param entry for the audit trail, written before the first row is read
   * @throws ProblemException 429 or 503 if too many exports are under way
   */
  public void send(
      Caller caller, AuditEntry entry, Kind kind, HttpServletResponse response, Pages pages)
      throws IOException {
    slots.take(caller.id());
    try {
      audit.append(database, entry);
      Piece first = pages.before(null);
      response.setContentType(kind.format().mediaType + ";charset=UTF-8");
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"%s.%s\"".formatted(kind.name(), kind.format().ending));
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      write(
          new ExportWriter(kind.format(), kind.columns(), json, response.getOutputStream()),
          first,
          pages);
    } finally {
      slots.giveBack(caller.id());
    }
  }

  private static void write(ExportWriter file, Piece first, Pages pages) throws IOException {
    file.begin();
    file.write(first.rows());
    Long next = first.next();
    while (next != null) {
      Piece piece;
      try {
        piece = pages.before(next);
      } catch (DataAccessException away) {
        file.incomplete("the database does not answer");
        return;
      }
      file.write(piece.rows());
      next = piece.next();
    }
  }
}
