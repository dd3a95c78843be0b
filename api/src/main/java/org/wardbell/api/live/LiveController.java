package org.wardbell.api.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.live.LiveCaller;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;

/**
 * The stream of what happens, as server-sent events. Each reader has a virtual thread of its own,
 * which waits and writes; a write that makes no progress ends with the web server's timeout.
 */
@RestController
@Tag(name = "Statistics")
class LiveController {
  /**
   * A proxy takes a connection for dead that is silent for a minute; and only the second write to
   * one that its reader left fails, so a page that is loaded again and again counts several times.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** A client connects again by itself, and is checked anew. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final int RETRY_MILLIS = 3_000;

  private final LiveHub hub;

  LiveController(LiveHub hub) {
    this.hub = hub;
  }

  @GetMapping(path = "/api/v1/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Needs(Role.READER)
  @Operation(
      summary = "Watch what happens",
      description =
          "Server-sent events named event, attempt, webhook and calendar: ids, counts and codes, no patient data. missed says"
              + " that more happened than is told one by one; reset that the stream cannot go on from Last-Event-ID, so that"
              + " lists should be read again. A stream ends after 30 minutes, and a reader that does not keep up is dropped.")
  @ApiResponse(
      responseCode = "200",
      description = "The stream, until one side ends it.",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  void watch(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @Parameter(description = "The id of the last event that was received, to go on after it.")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    LiveReader reader =
        new LiveReader(
            new LiveCaller(caller.id(), session(caller, request), caller.clinic(clinic, null)),
            request.getRemoteAddr());
    hub.add(reader, last);
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      write(reader, response.getOutputStream());
    } catch (IOException gone) {
      // The reader went away, or did not read.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      hub.remove(reader);
    }
  }

  /** A request with a key and a session goes by the key. */
  private static @Nullable String session(Caller caller, HttpServletRequest request) {
    return caller.isPerson()
            && request.getAttribute(SignedIn.class.getName()) instanceof SignedIn signedIn
        ? signedIn.sessionId()
        : null;
  }

  private static void write(LiveReader reader, OutputStream out)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    send(out, "retry: " + RETRY_MILLIS + "\n\n");
    while (!reader.hasEnded() && System.nanoTime() - end < 0) {
      String text = reader.next(HEARTBEAT);
      send(out, text == null ? ": still here\n\n" : text);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
