/**
 * Tasks that a person waits for and a worker performs. The request and its result pass through an
 * encrypted row; a new kind of task is a new {@link
 * org.wardbell.activities.interactive.InteractiveTask} and nothing else.
 */
@NullMarked
package org.wardbell.activities.interactive;

import org.jspecify.annotations.NullMarked;
