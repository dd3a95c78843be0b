/** The pages by which people come in: the first one, signing in and out, a new password. */
@NullMarked
package org.wardbell.api.dashboard.signin;

import org.jspecify.annotations.NullMarked;
