package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The advice that gives each page its frame. */
@ControllerAdvice(basePackages = "org.wardbell.api.dashboard")
final class FrameAdvice {
  private final Frames frames;

  FrameAdvice(Frames frames) {
    this.frames = frames;
  }

  @ModelAttribute("frame")
  Frame frame(HttpServletRequest request) {
    return frames.of(request);
  }
}
