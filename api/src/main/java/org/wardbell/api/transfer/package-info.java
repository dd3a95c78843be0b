/** Webhooks on their way out and in: export, import, copies, and changes of many at once. */
@NullMarked
package org.wardbell.api.transfer;

import org.jspecify.annotations.NullMarked;
