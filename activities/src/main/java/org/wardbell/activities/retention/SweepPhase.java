package org.wardbell.activities.retention;

/** The phases of a clinic's part of a sweep, in their order. Names are stored. */
enum SweepPhase {
  /** Data of events, bodies and answers; what is open ends first. */
  PAYLOADS,
  /** Deliveries that have ended, with their attempts. */
  DELIVERIES,
  /** Events without data and deliveries. */
  EVENTS,
  /** Replay jobs that have ended. */
  REPLAYS,
  /** Values of settings that webhooks had. */
  SETTINGS,
  DONE
}
