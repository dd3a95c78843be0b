<?php
/**
 * Requests to Wardbell.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** Calls Wardbell's REST API with the key. */
final class Client {
	/** Seconds; Wardbell answers in milliseconds, and nobody waits for a page meanwhile. */
	const TIMEOUT = 15;

	/** Bytes of an answer that are read. */
	const LONGEST_ANSWER = 1048576;

	public static function get( $path ) {
		return self::send( 'GET', $path, null, null );
	}

	public static function post_json( $path, $body ) {
		return self::send( 'POST', $path, 'application/json', $body );
	}

	/** Posts JSON Lines. */
	public static function post_lines( $path, $lines ) {
		return self::send( 'POST', $path, 'application/jsonl', $lines );
	}

	private static function send( $method, $path, $type, $body ) {
		$headers = array(
			'Authorization' => 'Bearer ' . Settings::key(),
			'Accept'        => 'application/json',
		);
		if ( null !== $type ) {
			$headers['Content-Type'] = $type;
		}
		$answer = wp_remote_request(
			Settings::url() . $path,
			array(
				'method'              => $method,
				'timeout'             => self::TIMEOUT,
				// A redirect would carry key and data to another address.
				'redirection'         => 0,
				'limit_response_size' => self::LONGEST_ANSWER,
				'user-agent'          => 'Wardbell-WordPress/0.1.0',
				'headers'             => $headers,
				'body'                => $body,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return new Answer( 0, array(), 0, $answer->get_error_message() );
		}
		$read = json_decode( wp_remote_retrieve_body( $answer ), true );
		return new Answer( (int) wp_remote_retrieve_response_code( $answer ), is_array( $read ) ? $read : array(), (int) wp_remote_retrieve_header( $answer, 'retry-after' ) );
	}
}
