package org.wardbell.api.kivicare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.FieldChecks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The envelopes of KiviCare's answers. Its names are part of its contract, so they are written out.
 */
@Component
final class Envelopes {
  static final String DATA = "data";

  private static final int DEFAULT_PER_PAGE = 10;

  /** One query and one answer stay small. */
  private static final int MAXIMUM_PER_PAGE = 100;

  private final JsonMapper json;

  Envelopes(JsonMapper json) {
    this.json = json;
  }

  /**
   * The page that a client asks for.
   *
   * @param number 1 for the first
   */
  record PageNumber(int number, int size) {
    /** Reads the parameters, or answers 422. */
    static PageNumber of(@Nullable Integer page, @Nullable Integer perPage) {
      FieldChecks checks = new FieldChecks();
      // Beyond it the offset is no int any more.
      checks.between("page", page, 1, 1_000_000, "Begin with 1.");
      checks.between("per_page", perPage, 1, MAXIMUM_PER_PAGE, "Read more pages.");
      checks.orThrow();
      return new PageNumber(page == null ? 1 : page, perPage == null ? DEFAULT_PER_PAGE : perPage);
    }

    int offset() {
      return (number - 1) * size;
    }
  }

  ObjectNode object() {
    return json.createObjectNode();
  }

  /** Returns the answer with that inside. */
  ObjectNode answer(String message, JsonNode data) {
    ObjectNode answer = json.createObjectNode().put("status", true).put("message", message);
    answer.set(DATA, data);
    return answer;
  }

  /** Returns the answer with a page of a list inside. */
  ObjectNode page(String message, List<ObjectNode> rows, int total, PageNumber page) {
    ObjectNode data = json.createObjectNode();
    ArrayNode list = data.putArray(DATA);
    rows.forEach(list::add);
    data.putObject("pagination")
        .put("currentPage", page.number())
        .put("perPage", page.size())
        .put("total", total)
        .put("lastPage", Math.max(1, (total + page.size() - 1) / page.size()));
    return answer(message, data);
  }
}
