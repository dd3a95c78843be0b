package org.wardbell.standalone.endtoend;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardbell.simulator.collector.CollectorSimulator;
import org.wardbell.simulator.http.Request;

/**
 * A span as a collector gets it, read by the field numbers of OTLP's {@code trace.proto}.
 *
 * @param parentId empty for the first one of a trace
 * @param links the traces that it refers to
 */
record TracedSpan(
    String service,
    String traceId,
    String spanId,
    String parentId,
    String name,
    Map<String, String> attributes,
    List<String> links) {
  /** Returns all spans that a collector has taken. */
  static List<TracedSpan> takenBy(CollectorSimulator collector) {
    List<TracedSpan> spans = new ArrayList<>();
    for (Request request : collector.taken()) {
      for (UnknownFieldSet resourceSpans : parts(parse(request.body().toArray()), 1)) {
        String service =
            attributes(parts(resourceSpans, 1).getFirst(), 1).getOrDefault("service.name", "");
        parts(resourceSpans, 2).stream()
            .flatMap(scopeSpans -> parts(scopeSpans, 2).stream())
            .forEach(span -> spans.add(read(service, span)));
      }
    }
    return spans;
  }

  private static TracedSpan read(String service, UnknownFieldSet span) {
    return new TracedSpan(
        service,
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        text(span, 5),
        attributes(span, 9),
        parts(span, 13).stream().map(link -> hex(link, 1)).toList());
  }

  /** Returns a list of keys and values; a value is a text (1) or a whole number (3). */
  private static Map<String, String> attributes(UnknownFieldSet holder, int field) {
    Map<String, String> attributes = new TreeMap<>();
    for (UnknownFieldSet pair : parts(holder, field)) {
      UnknownFieldSet value = parts(pair, 2).getFirst();
      attributes.put(
          text(pair, 1),
          value.hasField(3)
              ? value.getField(3).getVarintList().getFirst().toString()
              : text(value, 1));
    }
    return attributes;
  }

  private static List<UnknownFieldSet> parts(UnknownFieldSet holder, int field) {
    return holder.getField(field).getLengthDelimitedList().stream()
        .map(part -> parse(part.toByteArray()))
        .toList();
  }

  private static UnknownFieldSet parse(byte[] bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ByteString bytes(UnknownFieldSet holder, int field) {
    List<ByteString> values = holder.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
  }

  private static String text(UnknownFieldSet holder, int field) {
    return bytes(holder, field).toStringUtf8();
  }

  private static String hex(UnknownFieldSet holder, int field) {
    return HexFormat.of().formatHex(bytes(holder, field).toByteArray());
  }
}
