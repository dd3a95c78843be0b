package org.wardbell.simulator.google.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Html;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * The authorization endpoint and its consent page (guide "Using OAuth 2.0 for Web Server
 * Applications"): the person chooses an account, takes scopes out, allows or cancels. A mistake of
 * the client is shown and never sent to the redirect address.
 */
public final class ConsentRoutes {
  /** The path in place of {@code https://accounts.google.com/o/oauth2/v2/auth}. */
  public static final String PATH = "/o/oauth2/v2/auth";

  /** Pages that wait for a decision; the oldest goes when there are more. */
  private static final int MAX_PAGES = 1_000;

  private final Accounts accounts;
  private final Map<String, AuthorizationRequest> waiting = new LinkedHashMap<>();

  public ConsentRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Answers a browser. */
  public Response answer(Request request) {
    return switch (request.method()) {
      case "GET" -> ask(Query.parse(request.query()));
      case "POST" -> decide(Query.parse(request.body().utf8()));
      default -> Response.of(405);
    };
  }

  private Response ask(Query query) {
    OAuthClient client = accounts.client(query.get("client_id", ""));
    String redirect = query.get("redirect_uri", "");
    Set<String> scopes = Scopes.split(query.get("scope", ""));
    String method = query.get("code_challenge_method", "plain");
    if (client == null) {
      return refused(401, "invalid_client", "The OAuth client was not found.");
    }
    if (!client.redirectUris().contains(redirect)) {
      return refused(
          400, "redirect_uri_mismatch", "The redirect URI does not match a registered one.");
    }
    if (!query.get("response_type", "").equals("code")) {
      return refused(400, "invalid_request", "Required parameter is missing: response_type");
    }
    if (scopes.isEmpty()) {
      return refused(400, "invalid_request", "Missing required parameter: scope");
    }
    if (!Scopes.all().containsAll(scopes)) {
      return refused(400, "invalid_scope", "Some requested scopes were invalid.");
    }
    if (query.get("code_challenge") != null && !method.equals("S256") && !method.equals("plain")) {
      return refused(400, "invalid_request", "Invalid code_challenge_method.");
    }
    return page(
        new AuthorizationRequest(
            client,
            redirect,
            scopes,
            query.get("state", ""),
            query.get("access_type", "online").equals("offline"),
            Scopes.split(query.get("prompt", "")).contains("consent"),
            query.get("code_challenge", ""),
            method,
            query.get("login_hint", "")));
  }

  private Response page(AuthorizationRequest request) {
    String id = keep(request);
    StringBuilder page = new StringBuilder();
    page.append("<p><b>").append(Html.escape(request.client().id()));
    page.append("</b> wants access to your Google Account.</p>");
    page.append("<form method=\"post\" action=\"").append(PATH).append("\">");
    page.append("<input type=\"hidden\" name=\"request\" value=\"").append(id).append("\">");
    page.append("<fieldset><legend>Choose an account</legend>");
    for (String email : accounts.emails()) {
      page.append("<p><label><input type=\"radio\" name=\"account\" required value=\"");
      page.append(Html.escape(email)).append('"');
      page.append(email.equals(request.loginHint()) ? " checked> " : "> ");
      page.append(Html.escape(email)).append("</label></p>");
    }
    page.append("</fieldset><fieldset><legend>Select what it can do</legend>");
    for (String scope : request.scopes()) {
      page.append("<p><label><input type=\"checkbox\" checked name=\"scope ");
      page.append(Html.escape(scope)).append("\" value=\"on\"");
      page.append(Scopes.isOptional(scope) ? "> " : " disabled> ");
      page.append(Html.escape(Scopes.words(scope))).append(" <code>");
      page.append(Html.escape(scope)).append("</code></label></p>");
    }
    page.append("</fieldset><p><button name=\"decision\" value=\"allow\">Continue</button> ");
    page.append("<button name=\"decision\" value=\"deny\" formnovalidate>Cancel</button></p>");
    page.append("</form>");
    return Response.html(Html.page("Sign in with Google (simulated)", page.toString()));
  }

  private synchronized String keep(AuthorizationRequest request) {
    String id = UUID.randomUUID().toString();
    waiting.put(id, request);
    if (waiting.size() > MAX_PAGES) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    return id;
  }

  private synchronized @Nullable AuthorizationRequest take(String id) {
    return waiting.remove(id);
  }

  private Response decide(Query form) {
    AuthorizationRequest request = take(form.get("request", ""));
    if (request == null) {
      return refused(400, "invalid_request", "This page was used before. Start again.");
    }
    String account = form.get("account", "");
    if (!form.get("decision", "").equals("allow")) {
      return back(request, "error=access_denied");
    }
    if (!accounts.emails().contains(account)) {
      return refused(400, "invalid_request", "Choose an account.");
    }
    Set<String> allowed = new LinkedHashSet<>();
    for (String scope : request.scopes()) {
      if (!Scopes.isOptional(scope) || form.get("scope " + scope) != null) {
        allowed.add(scope);
      }
    }
    String code = accounts.authorizationCode(request, account, allowed);
    return back(request, "code=" + encoded(code) + "&scope=" + encoded(String.join(" ", allowed)));
  }

  private static Response back(AuthorizationRequest request, String result) {
    String state = request.state().isEmpty() ? "" : "&state=" + encoded(request.state());
    String separator = request.redirectUri().contains("?") ? "&" : "?";
    return Response.of(302)
        .with("Location", request.redirectUri() + separator + result + state)
        .with("Cache-Control", "no-store");
  }

  private static Response refused(int status, String code, String sentence) {
    Response page =
        Response.html(
            Html.page(
                "Access blocked",
                "<p>" + sentence + "</p><p>Error " + status + ": " + code + "</p>"));
    return new Response(status, page.headers(), page.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
