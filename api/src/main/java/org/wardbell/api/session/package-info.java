/** People who sign in: sessions, cookies, passwords, one-time codes. */
@NullMarked
package org.wardbell.api.session;

import org.jspecify.annotations.NullMarked;
