/** Events of a clinic, and the workflow that turns them into deliveries. */
@NullMarked
package org.wardbell.workflows.event;

import org.jspecify.annotations.NullMarked;
