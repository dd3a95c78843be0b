/** Encryption keys and their rotation as a page. */
@NullMarked
package org.wardbell.api.dashboard.settings.encryption;

import org.jspecify.annotations.NullMarked;
