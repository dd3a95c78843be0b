package org.wardbell.simulator.google;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with an account, who reads the consent page and clicks, over real HTTP. */
public final class AccountHolder implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");
  private static final Pattern SCOPE = Pattern.compile("name=\"(scope [^\"]+)\"");

  private final String email;
  private final HttpClient browser = HttpClient.newHttpClient();

  public AccountHolder(String email) {
    this.email = email;
  }

  /** Allows everything that the page asks for, and returns where the browser is sent. */
  public URI allow(URI page) throws IOException, InterruptedException {
    return allow(page, Set.of());
  }

  /** Allows what the page asks for, but not the scopes {@code without}. */
  public URI allow(URI page, Set<String> without) throws IOException, InterruptedException {
    String html = read(page);
    List<String> fields = new ArrayList<>();
    Matcher scope = SCOPE.matcher(html);
    while (scope.find()) {
      if (!without.contains(scope.group(1).substring("scope ".length()))) {
        fields.add(field(scope.group(1), "on"));
      }
    }
    return click(page, html, "allow", fields);
  }

  /** Clicks on Cancel, and returns where the browser is sent. */
  public URI deny(URI page) throws IOException, InterruptedException {
    return click(page, read(page), "deny", List.of());
  }

  private String read(URI page) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "the consent page answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private URI click(URI page, String html, String decision, List<String> scopes)
      throws IOException, InterruptedException {
    Matcher request = REQUEST.matcher(html);
    if (!request.find()) {
      throw new IOException("the consent page has no form");
    }
    List<String> fields = new ArrayList<>(scopes);
    fields.add(field("request", request.group(1)));
    fields.add(field("account", email));
    fields.add(field("decision", decision));
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(page.resolve(page.getPath()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", fields)))
                .build(),
            BodyHandlers.ofString());
    return answer
        .headers()
        .firstValue("Location")
        .map(URI::create)
        .orElseThrow(() -> new IOException("nobody was sent anywhere: " + answer.statusCode()));
  }

  private static String field(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    browser.close();
  }
}
