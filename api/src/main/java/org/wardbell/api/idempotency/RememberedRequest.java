package org.wardbell.api.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.wardbell.activities.idempotency.Claim;
import org.wardbell.activities.idempotency.KeptAnswer;
import org.wardbell.activities.idempotency.KeptAnswers;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** One request with an idempotency key, on its way through the filters to its controller. */
final class RememberedRequest {
  /** The attribute by which a request has it. */
  static final String NAME = RememberedRequest.class.getName();

  /** Only success is worth keeping: what changed nothing may be corrected and sent again. */
  private static final int FIRST_REFUSAL = 300;

  private static final int FIRST_FAULT = 500;

  /** A header that makes another request of the same body. */
  private static final String PASSPHRASE = "Wardbell-Passphrase";

  private static final String[] KEPT_HEADERS = {
    HttpHeaders.LOCATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG
  };

  private final KeptAnswers answers;
  private final byte[] body;
  private @Nullable UUID claim;
  private @Nullable UUID clinic;

  RememberedRequest(KeptAnswers answers, byte[] body) {
    this.answers = answers;
    this.body = body;
  }

  /** Claims the key for this request. */
  Claim claim(HttpServletRequest request, Caller caller, String key) {
    clinic = caller.clinicId();
    Claim result =
        answers.claim(
            clinic,
            canonical("request_key", caller.id(), clinic, key),
            canonical(
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                request.getHeader(PASSPHRASE),
                new String(body, StandardCharsets.ISO_8859_1)));
    if (result instanceof Claim.Mine mine) {
      claim = mine.id();
    }
    return result;
  }

  private static byte[] canonical(@Nullable Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Object part : parts) {
        byte[] text = Objects.toString(part, "").getBytes(StandardCharsets.UTF_8);
        out.writeInt(part == null ? -1 : text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Counts a commit of this request, inside it. */
  void noteCommit(DSLContext transaction) {
    if (claim == null) {
      return;
    }
    try {
      KeptAnswers.noteCommit(transaction, claim);
    } catch (KeptAnswers.LostClaim lost) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "This request took so long that a repetition was done in its place. Nothing of it was kept.");
    }
  }

  /**
   * Keeps the answer, or gives the key back if the request changed nothing. After a fault of ours
   * the answer says nothing of what was done, so it is not kept either.
   */
  void finish(ContentCachingResponseWrapper answer) {
    if (claim == null) {
      return;
    }
    int status = answer.getStatus();
    if (status < FIRST_REFUSAL || (!answers.release(claim) && status < FIRST_FAULT)) {
      answers.keep(
          clinic, claim, new KeptAnswer(status, headers(answer), answer.getContentAsByteArray()));
    }
  }

  private static Map<String, String> headers(ContentCachingResponseWrapper answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT_HEADERS) {
      String value =
          name.equals(HttpHeaders.CONTENT_TYPE) ? answer.getContentType() : answer.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
