package org.wardbell.api.dashboard.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.delivery.DeliveryWords;
import org.wardbell.api.dashboard.delivery.WaitingWords;
import org.wardbell.api.dashboard.event.EventPage.Arrived;
import org.wardbell.api.dashboard.event.EventPage.PassedBy;
import org.wardbell.api.dashboard.event.EventPage.Shown;
import org.wardbell.api.dashboard.frame.Names;
import org.wardbell.api.dashboard.frame.TemporalLinks;
import org.wardbell.api.event.read.EventWay;
import org.wardbell.api.event.read.EventWays;
import org.wardbell.api.event.read.VisibleEvents;
import tools.jackson.databind.json.JsonMapper;

/** The page of one event. */
@Controller
@RequestMapping(EventsFilter.PATH + "/{id}")
class EventController {
  private final VisibleEvents visible;
  private final EventWays ways;
  private final Names names;
  private final TemporalLinks temporal;
  private final JsonMapper json;
  private final WaitingWords words;

  EventController(
      VisibleEvents visible,
      EventWays ways,
      Names names,
      TemporalLinks temporal,
      JsonMapper json,
      WaitingWords words) {
    this.words = words;
    this.names = names;
    this.visible = visible;
    this.ways = ways;
    this.temporal = temporal;
    this.json = json;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(visible.visible(id, caller), null, model);
  }

  /** Shows subject and payload too: for this one view, and noted in the audit trail. */
  @PostMapping("/data")
  @Needs(Role.READER)
  String data(@PathVariable UUID id, Caller caller, Model model) {
    KeptEvent event = visible.visible(id, caller);
    String data =
        visible.data(event, caller).map(text -> json.readTree(text).toPrettyString()).orElse(null);
    return page(event, new Shown(event.subject(), data), model);
  }

  private String page(KeptEvent event, @Nullable Shown shown, Model model) {
    List<Arrived> arrived = new ArrayList<>();
    List<PassedBy> passedBy = new ArrayList<>();
    List<EventWay> all = ways.of(event);
    Function<KeptDelivery, DeliveryWords> said =
        words.among(all.stream().map(EventWay::delivery).filter(Objects::nonNull).toList());
    for (EventWay way : all) {
      var delivery = way.delivery();
      if (delivery != null) {
        arrived.add(
            new Arrived(way.webhook(), delivery.id(), said.apply(delivery), delivery.attempts()));
      } else if (way.reason() != null) {
        passedBy.add(new PassedBy(way.webhook(), EventWords.reason(way.reason())));
      }
    }
    model.addAttribute(
        "page",
        new EventPage(
            event,
            event.acceptedBy() == null
                ? EventWords.source(event)
                : names.actor(event.acceptedBy().actor()),
            EventWords.problem(event),
            arrived,
            passedBy,
            shown,
            temporal.workflow(event.workflowId())));
    return "event/event";
  }
}
