package org.wardbell.standalone.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The mark of a class whose tests use a browser. They may have parameters of the types {@link
 * org.wardbell.standalone.browser.product.RunningProduct} and {@link Visitors}. Where there is no
 * Chromium they are skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("servers")
@ExtendWith(BrowserExtension.class)
public @interface InBrowser {}
