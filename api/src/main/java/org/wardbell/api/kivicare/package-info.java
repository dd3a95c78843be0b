/** KiviCare's webhooks: its files, and its REST contract, on ours. */
@NullMarked
package org.wardbell.api.kivicare;

import org.jspecify.annotations.NullMarked;
