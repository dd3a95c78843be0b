package org.wardbell.activities.temporal;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The search attributes that a workflow is found by in Temporal: ids and types, never a patient's
 * data, because Temporal keeps them in plain text. Their names are wire format. A value holds at
 * most 2 KB (Temporal's {@code limit.searchAttributesSizeOfValue}); types beyond that are left out.
 */
public final class WorkflowLabels {
  /** Attribute with the ids of the clinics whose events a workflow has. */
  public static final SearchAttributeKey<List<String>> CLINICS =
      SearchAttributeKey.forKeywordList("WardbellClinics");

  /** Attribute with the ids of a workflow's events. */
  public static final SearchAttributeKey<List<String>> EVENTS =
      SearchAttributeKey.forKeywordList("WardbellEvents");

  /** Attribute with the types of a workflow's events. */
  public static final SearchAttributeKey<List<String>> EVENT_TYPES =
      SearchAttributeKey.forKeywordList("WardbellEventTypes");

  /** Attribute with the id of the webhook that a workflow drains. */
  public static final SearchAttributeKey<String> WEBHOOK =
      SearchAttributeKey.forKeyword("WardbellWebhook");

  /** Attribute with the id of the calendar that a workflow keeps in step. */
  public static final SearchAttributeKey<String> CALENDAR =
      SearchAttributeKey.forKeyword("WardbellCalendar");

  /** No attribute. */
  static final WorkflowLabels NONE = new WorkflowLabels(SearchAttributes.EMPTY);

  /** Temporal's limit, less the brackets around a list. */
  private static final int LARGEST = 2_040;

  /** Quotes and comma around a text of a list. */
  private static final int AROUND_A_TEXT = 3;

  private final SearchAttributes attributes;

  private WorkflowLabels(SearchAttributes attributes) {
    this.attributes = attributes;
  }

  /** Returns the attributes that a namespace has to know: their names and Temporal's types. */
  public static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    List.of(CLINICS, EVENTS, EVENT_TYPES).forEach(key -> types.put(key.getName(), "KeywordList"));
    List.of(WEBHOOK, CALENDAR).forEach(key -> types.put(key.getName(), "Keyword"));
    return types;
  }

  /** Returns those of events; clinics and types may repeat. */
  public static WorkflowLabels ofEvents(
      List<String> events, List<String> clinics, List<String> types) {
    return new WorkflowLabels(
        SearchAttributes.newBuilder()
            .set(EVENTS, fitting(events))
            .set(CLINICS, fitting(clinics))
            .set(EVENT_TYPES, fitting(types))
            .build());
  }

  /** Returns those of events of which only the ids are known. */
  static WorkflowLabels ofEvents(List<String> events) {
    return new WorkflowLabels(SearchAttributes.newBuilder().set(EVENTS, fitting(events)).build());
  }

  static WorkflowLabels ofWebhook(UUID webhook) {
    return of(WEBHOOK, webhook);
  }

  static WorkflowLabels ofCalendar(UUID calendar) {
    return of(CALENDAR, calendar);
  }

  private static WorkflowLabels of(SearchAttributeKey<String> key, UUID id) {
    return new WorkflowLabels(SearchAttributes.newBuilder().set(key, id.toString()).build());
  }

  boolean isEmpty() {
    return attributes.size() == 0;
  }

  SearchAttributes attributes() {
    return attributes;
  }

  private static List<String> fitting(List<String> texts) {
    List<String> fitting = new ArrayList<>();
    int size = 0;
    for (String text : new LinkedHashSet<>(texts)) {
      size += text.getBytes(StandardCharsets.UTF_8).length + AROUND_A_TEXT;
      if (size > LARGEST) {
        break;
      }
      fitting.add(text);
    }
    return fitting;
  }

  @Override
  public String toString() {
    return attributes.getUntypedValues().toString();
  }
}
