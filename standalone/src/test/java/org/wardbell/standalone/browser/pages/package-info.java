/** What each page shows and does. */
@NullMarked
package org.wardbell.standalone.browser.pages;

import org.jspecify.annotations.NullMarked;
