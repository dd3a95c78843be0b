package org.wardbell.api.dashboard.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.preview.CurlText;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.delivery.DeliveryCommands;
import org.wardbell.api.delivery.VisibleDeliveries;

/** The page of one delivery, and its buttons. */
@Controller
@RequestMapping(DeliveriesFilter.PATH + "/{id}")
class DeliveryController {
  private final VisibleDeliveries visible;
  private final DeliveryCommands commands;
  private final DeliveryPages pages;

  DeliveryController(VisibleDeliveries visible, DeliveryCommands commands, DeliveryPages pages) {
    this.visible = visible;
    this.commands = commands;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(visible.visible(id, caller), false, null, caller, model);
  }

  /** Shows what receivers answered too: for this one view, and noted in the audit trail. */
  @PostMapping("/answers")
  @Needs(Role.READER)
  String answers(@PathVariable UUID id, Caller caller, Model model) {
    return page(visible.visible(id, caller), true, null, caller, model);
  }

  /** Shows the request of an attempt as a command: for this one view, and noted as well. */
  @PostMapping("/attempts/{number}/curl")
  @Needs(Role.ADMIN)
  String curl(@PathVariable UUID id, @PathVariable int number, Caller caller, Model model) {
    KeptDelivery delivery = visible.visible(id, caller);
    CurlText text = visible.curl(delivery, number, caller);
    return page(
        delivery,
        false,
        new DeliveryPage.Command(number, text.command(), text.variables()),
        caller,
        model);
  }

  private String page(
      KeptDelivery delivery,
      boolean withAnswers,
      DeliveryPage.@Nullable Command command,
      Caller caller,
      Model model) {
    model.addAttribute("page", pages.of(delivery, withAnswers, command, caller));
    return "delivery/delivery";
  }

  @PostMapping("/resend")
  @Needs(Role.WRITER)
  String resend(@PathVariable UUID id, Caller caller) {
    return to(commands.resend(visible.visible(id, caller), caller));
  }

  @PostMapping("/cancel")
  @Needs(Role.WRITER)
  String cancel(@PathVariable UUID id, Caller caller) {
    return to(commands.cancel(visible.visible(id, caller), caller));
  }

  private static String to(KeptDelivery delivery) {
    return "redirect:" + DeliveriesFilter.PATH + "/" + delivery.id();
  }
}
