package org.wardbell.activities.erasure;

/** The phases of an erasure, in their order. Names are stored. */
enum ErasurePhase {
  APPOINTMENTS,
  EVENTS,
  FILES
}
