package org.wardbell.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardbell.simulator.google.AccountHolder;

/** A doctor who got a link, and goes the way to Google's page and back, as a browser would. */
final class ConsentingDoctor implements AutoCloseable {
  private static final Pattern TITLE = Pattern.compile("<h1>([^<]*)</h1>");

  private final String step;
  private final AccountHolder atGoogle;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  ConsentingDoctor(String step, String account) {
    this.step = step;
    this.atGoogle = new AccountHolder(account);
  }

  /**
   * Opens the link, goes on to Google, allows everything there, and comes back.
   *
   * @return the title of the page at which the way ends
   */
  String consent(URI link) {
    try {
      expect(200, send(HttpRequest.newBuilder(link)), "our page behind the link");
      HttpResponse<String> away =
          send(
              HttpRequest.newBuilder(link.resolve(link.getPath()))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("Sec-Fetch-Site", "same-origin")
                  .POST(BodyPublishers.ofString(link.getRawQuery())));
      expect(303, away, "the way to Google");
      String cookie = away.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
      URI back = atGoogle.allow(URI.create(away.headers().firstValue("Location").orElse("")));
      HttpResponse<String> page = send(HttpRequest.newBuilder(back).header("Cookie", cookie));
      Matcher title = TITLE.matcher(page.body());
      return title.find() ? title.group(1) : "status " + page.statusCode();
    } catch (IOException e) {
      throw new StepFailed(step, "a way to Google's page and back", "there was " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailed(step, "a way to Google's page and back", "the demo was interrupted");
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private void expect(int status, HttpResponse<String> answer, String what) {
    if (answer.statusCode() != status) {
      throw new StepFailed(step, what, "the answer was " + answer.statusCode());
    }
  }

  @Override
  public void close() {
    atGoogle.close();
    browser.close();
  }
}
