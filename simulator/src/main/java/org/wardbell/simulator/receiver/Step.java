package org.wardbell.simulator.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Header;

/**
 * The treatment of one request.
 *
 * @param status code of the answer, 100 to 599
 * @param delay time between the request and the first byte of the answer
 */
public record Step(
    int status, List<Header> headers, Bytes body, Duration delay, AnswerStyle manner) {

  /** Copies the headers and checks the code. */
  public Step {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is not between 100 and 599");
    }
    headers = List.copyOf(headers);
  }

  /** Returns a plain answer without a body. */
  public static Step answer(int status) {
    return new Step(status, List.of(), Bytes.EMPTY, Duration.ZERO, new AnswerStyle.Whole());
  }

  /** Returns a redirect, 301 to 308, to {@code location}. */
  public static Step redirect(int status, String location) {
    return answer(status).with("Location", location);
  }

  /** Accepts the request and stays silent. */
  public static Step hang() {
    return answer(200).in(new AnswerStyle.Hang());
  }

  /** Resets the connection after {@code bytes} of a 200 answer. */
  public static Step reset(int bytes) {
    return answer(200).in(new AnswerStyle.ResetAfter(bytes));
  }

  /** Returns a 200 whose body never ends. */
  public static Step endless() {
    return answer(200).in(new AnswerStyle.Endless());
  }

  /** Returns a 200 whose body is the request's. */
  public static Step echo() {
    return answer(200).in(new AnswerStyle.Echo());
  }

  /** Bytes that need not be HTTP at all, then the end of the connection. */
  public static Step raw(Bytes bytes) {
    return answer(200).in(new AnswerStyle.Raw(bytes));
  }

  /** Returns the same step with one more header. */
  public Step with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Step(status, more, body, delay, manner);
  }

  /**
   * Returns the same step with a Retry-After header, sent as it is given (seconds, a date or
   * nonsense).
   */
  public Step retryAfter(String value) {
    return with("Retry-After", value);
  }

  /** Returns the same step with a UTF-8 body. */
  public Step withBody(String text) {
    return withBody(Bytes.utf8(text));
  }

  /** Returns the same step with a body. */
  public Step withBody(Bytes content) {
    return new Step(status, headers, content, delay, manner);
  }

  /** Returns the same step, begun later. */
  public Step after(Duration wait) {
    return new Step(status, headers, body, wait, manner);
  }

  /** Returns the same step in another style. */
  public Step in(AnswerStyle other) {
    return new Step(status, headers, body, delay, other);
  }

  /** Returns the status that a client can have seen; 0 when the answer cannot arrive as one. */
  public int answeredStatus() {
    return switch (manner) {
      case AnswerStyle.Hang hang -> 0;
      case AnswerStyle.ResetAfter reset -> 0;
      case AnswerStyle.Raw raw -> 0;
      case AnswerStyle.Whole whole -> status;
      case AnswerStyle.DripHead drip -> status;
      case AnswerStyle.DripBody drip -> status;
      case AnswerStyle.Endless endless -> status;
      case AnswerStyle.Echo echo -> status;
    };
  }
}
