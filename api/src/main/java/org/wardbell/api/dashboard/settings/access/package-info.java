/** The pages of API keys, people and their roles. */
@NullMarked
package org.wardbell.api.dashboard.settings.access;

import org.jspecify.annotations.NullMarked;
