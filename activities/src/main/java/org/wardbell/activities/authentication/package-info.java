/**
 * Authentication of our requests to receivers: keys, passwords, tokens that we sign or are given.
 */
@NullMarked
package org.wardbell.activities.authentication;

import org.jspecify.annotations.NullMarked;
