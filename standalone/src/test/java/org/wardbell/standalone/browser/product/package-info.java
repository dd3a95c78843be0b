/** The product that the browser looks at, with what a test makes in it through the API. */
@NullMarked
package org.wardbell.standalone.browser.product;

import org.jspecify.annotations.NullMarked;
