/** Google's accounts, consent page and tokens, as its OAuth guides describe them. */
@NullMarked
package org.wardbell.simulator.google.oauth;

import org.jspecify.annotations.NullMarked;
