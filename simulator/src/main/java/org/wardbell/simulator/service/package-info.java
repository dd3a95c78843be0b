/**
 * Stand-ins for the services that presets are for. Each is as strict as its documentation says:
 * method, credentials, content type, body and sizes, its own success and its own errors.
 */
@NullMarked
package org.wardbell.simulator.service;

import org.jspecify.annotations.NullMarked;
