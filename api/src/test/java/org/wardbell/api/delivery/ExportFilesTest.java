package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.api.ApiServer;
import org.wardbell.api.access.Caller;
import tools.jackson.databind.json.JsonMapper;

/** What a file says when the database goes away while it is written. */
@Tag("servers")
class ExportFilesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CSV        | INCOMPLETE: the database does not answer
          JSON_LINES | {"incomplete":"the database does not answer"}
          """)
  void file_whoseSecondPageCannotBeRead_saysThatItIsIncomplete(ExportFormat format, String last)
      throws Exception {
    ExportSlots slots = new ExportSlots();
    ExportFiles files =
        new ExportFiles(
            ApiServer.shared().bean(DSLContext.class),
            ApiServer.shared().bean(AuditStore.class),
            slots,
            JsonMapper.shared());
    Caller caller = new Caller(Ids.next(), false, null, Role.READER, AuditOrigin.SYSTEM);
    MockHttpServletResponse response = new MockHttpServletResponse();

    files.send(
        caller,
        AuditEntry.of(null, caller.origin(), "attempt.exported", "attempt/*"),
        new ExportFiles.Kind("attempts", format, List.of("id")),
        response,
        number -> {
          if (number != null) {
            throw new DataAccessException("away");
          }
          return new ExportFiles.Piece(List.of(Map.of("id", 9), Map.of("id", 8)), 8L);
        });

    List<String> lines = response.getContentAsString().lines().toList();
    assertThat(lines).last().isEqualTo(last);
    assertThat(lines).filteredOn(line -> line.matches("\\D*[89]\\D*")).hasSize(2);
    // Its slot is free again.
    for (int i = 0; i < ExportSlots.PER_KEY; i++) {
      slots.take(caller.id());
    }
  }
}
