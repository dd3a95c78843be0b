package org.wardbell.simulator.receiver;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.wardbell.simulator.http.Html;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The receiver's log as a page for people: newest first, everything escaped. */
final class LogPage {

  /** Requests on the page. */
  static final int MAX_ROWS = 200;

  private static final int REFRESH_SECONDS = 2;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private static final JsonMapper JSON = JsonMapper.shared();

  private LogPage() {}

  static String render(List<ReceivedRequest> newest, long total) {
    StringBuilder body = new StringBuilder();
    body.append("<p>").append(total).append(" requests have arrived");
    if (total > newest.size()) {
      body.append("; the newest ").append(newest.size()).append(" are shown");
    }
    body.append(".</p>");
    if (newest.isEmpty()) {
      body.append("<p>Point a webhook at <code>/hook/any-name</code> on this address.</p>");
    } else {
      body.append("<table><tr><th>Time<th>Request<th>Answered<th>webhook-id<th>Body</tr>");
      newest.forEach(request -> row(body, request));
      body.append("</table>");
    }
    return Html.page("Receiver's log", REFRESH_SECONDS, body.toString());
  }

  private static void row(StringBuilder body, ReceivedRequest request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    String webhookId = request.webhookId();
    boolean good = request.answeredStatus() / 100 == 2;
    body.append("<tr><td>").append(TIME.format(request.arrivedAt()));
    body.append("<td>").append(Html.escape(request.method())).append(" <code>");
    body.append(Html.escape(request.path() + query)).append("</code>");
    body.append("<td class=\"").append(good ? "good" : "bad").append("\">");
    body.append(request.answeredStatus() == 0 ? "no answer" : request.answeredStatus());
    body.append("<td><code>").append(Html.escape(webhookId == null ? "-" : webhookId));
    body.append("</code><td><pre>").append(Html.escape(pretty(request.text())));
    body.append("</pre></tr>");
  }

  private static String pretty(String text) {
    if (text.isEmpty() || "{[".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    try {
      return JSON.readTree(text).toPrettyString();
    } catch (JacksonException e) {
      return text;
    }
  }
}
