package org.wardbell.standalone.wordpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A site of WordPress with the plugin, installed from its zip, and a stand-in for KiviCare. */
final class WordPressSite implements AutoCloseable {
  /** A test's, not a secret. */
  static final String PASSWORD = "seven plain words of a test";

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final WordPress wordPress;
  private final Path folder;
  private final Path tests;
  private final int port = Ports.free();
  private final Process server;

  private WordPressSite(WordPress wordPress, Path folder, Path sources, Path zip)
      throws IOException {
    this.wordPress = wordPress;
    this.folder = folder;
    this.tests = sources.resolve("tests");
    Path content = Files.createDirectories(folder.resolve("wp-content"));
    Files.createDirectories(content.resolve("plugins"));
    Path must = Files.createDirectories(content.resolve("mu-plugins"));
    Files.copy(tests.resolve("stand-in.php"), must.resolve("stand-in.php"));
    Files.writeString(folder.resolve("config.php"), config(content));
    String said =
        run(
            tests.resolve("install.php").toString(),
            wordPress.folder().toString(),
            zip.toString(),
            PASSWORD);
    // WordPress ends well after a page with an error, too.
    if (!said.contains("plugin installed")) {
      throw new AssertionError(said);
    }
    server =
        process("-S", "127.0.0.1:" + port, "-t", wordPress.folder().toString())
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
  }

  /** Makes one and waits until it answers. */
  static WordPressSite start(WordPress wordPress, Path folder, Path sources, Path zip)
      throws IOException {
    WordPressSite site = new WordPressSite(wordPress, folder, sources, zip);
    Await.until("an answer of WordPress", site::answers);
    return site;
  }

  private boolean answers() {
    try {
      return send(browser(), request("/wp-json/").GET()).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private String config(Path content) {
    MySqlDatabase database = made(TemporaryMySql.shared().createDatabase());
    URI place = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    return """
    <?php
    define('DB_NAME', '%s');
    define('DB_USER', '%s');
    define('DB_PASSWORD', '%s');
    define('DB_HOST', '%s:%d');
    define('DB_CHARSET', 'utf8mb4');
    define('WP_HOME', '%s');
    define('WP_SITEURL', WP_HOME);
    define('WP_CONTENT_DIR', '%s');
    define('WP_CONTENT_URL', WP_HOME . '/content-is-elsewhere');
    define('DISABLE_WP_CRON', true);
    define('AUTOMATIC_UPDATER_DISABLED', true);
    define('WP_HTTP_BLOCK_EXTERNAL', true);
    define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
    define('FS_METHOD', 'direct');
    define('WP_DEBUG', true);
    define('WP_DEBUG_DISPLAY', false);
    define('WP_DEBUG_LOG', '%s');
    foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $each) {
      define($each . '_KEY', 'key of a test ' . $each);
      define($each . '_SALT', 'salt of a test ' . $each);
    }
    $table_prefix = 'kv_';
    require_once ABSPATH . 'wp-settings.php';
    """
        .formatted(
            place.getPath().substring(1),
            database.user(),
            database.password(),
            place.getHost(),
            place.getPort(),
            url(),
            content,
            log());
  }

  /** A database comes into being with the first connection, and PHP does not make one. */
  private static MySqlDatabase made(MySqlDatabase database) {
    try (Connection _ =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns the file to which PHP and the plugin write what went wrong. */
  private Path log() {
    return folder.resolve("debug.log");
  }

  /** Returns what went wrong in the plugin, or nothing. WordPress has faults of its own. */
  List<String> complaints() throws IOException {
    return Files.exists(log())
        ? Files.readAllLines(log()).stream()
            .filter(line -> line.contains("plugins/wardbell/") || line.contains("wardbell: "))
            .toList()
        : List.of();
  }

  /** Does in KiviCare what its pages do; returns its answer, and what the plugin's part cost. */
  JsonNode act(String name, Map<String, ?> given) {
    HttpResponse<String> answer =
        send(
            browser(),
            request("/wp-json/stand-in/v1/" + name)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(given))));
    if (answer.statusCode() != 200) {
      throw new AssertionError(name + ": " + answer.statusCode() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Calls what a real cron calls; returns what it printed. */
  String cron() throws IOException {
    return run(folder.resolve("wp-content/plugins/wardbell/wardbell-cron.php").toString());
  }

  /** Runs a script or another command of PHP to its end; fails if it does. */
  String run(String... words) throws IOException {
    Path output = Files.createTempFile(folder, "php", ".log");
    Process process = process(words).redirectOutput(output.toFile()).start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(words) + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    String said = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new AssertionError(List.of(words) + " failed:\n" + said + complaints());
    }
    return said;
  }

  private ProcessBuilder process(String... words) {
    ProcessBuilder builder =
        new ProcessBuilder(wordPress.command(words))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("WARDBELL_WORDPRESS_CONFIG", folder + "/config.php");
    builder.environment().put("WARDBELL_WORDPRESS", wordPress.folder().toString());
    // A page, a webhook and a cron may come at once.
    builder.environment().put("PHP_CLI_SERVER_WORKERS", "3");
    return builder;
  }

  /** Returns a browser in which somebody has signed in. */
  HttpClient signedIn(String name) {
    HttpClient browser = browser();
    send(browser, request("/wp-login.php").GET());
    HttpResponse<String> answer =
        form(browser, "/wp-login.php", Map.of("log", name, "pwd", PASSWORD, "testcookie", "1"));
    if (answer.statusCode() != 302) {
      throw new AssertionError("not signed in: " + answer.statusCode());
    }
    return browser;
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
        .build();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(LIMIT);
  }

  HttpResponse<String> form(HttpClient browser, String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        browser,
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // Its workers first, which outlive it otherwise.
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }
}
