/** Proves to receivers who is calling: keys, passwords, tokens that we sign or are given. */
@NullMarked
package org.wardbell.activities.authentication;

import org.jspecify.annotations.NullMarked;
