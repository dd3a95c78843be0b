/**
 * Traces: what happened to an event or a calendar's push, from process to process, told to a
 * collector. Ids, counts and codes only.
 */
@NullMarked
package org.wardbell.activities.tracing;

import org.jspecify.annotations.NullMarked;
