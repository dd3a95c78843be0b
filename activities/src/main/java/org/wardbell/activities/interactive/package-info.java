/**
 * What a person waits for and a worker does. The request and its result pass through an encrypted
 * row; whoever adds a kind of task adds an {@link
 * org.wardbell.activities.interactive.InteractiveTask} and nothing else.
 */
@NullMarked
package org.wardbell.activities.interactive;

import org.jspecify.annotations.NullMarked;
