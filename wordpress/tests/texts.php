<?php
/**
 * Prints the texts of the plugin as a template for translators (.pot).
 *
 * @package Wardbell
 */

$texts = array();
$root  = dirname( __DIR__ ) . '/wardbell';
foreach ( array_merge( glob( $root . '/*.php' ), glob( $root . '/src/*.php' ) ) as $file ) {
	$tokens = array_values(
		array_filter(
			token_get_all( file_get_contents( $file ) ),
			static function ( $token ) {
				return ! is_array( $token ) || T_WHITESPACE !== $token[0];
			}
		)
	);
	$hint = '';
	foreach ( $tokens as $place => $token ) {
		if ( is_array( $token ) && T_COMMENT === $token[0] && preg_match( '#translators: (.*?)\s*\*/#', $token[1], $found ) ) {
			$hint = $found[1];
		}
		$text = $tokens[ $place + 2 ] ?? '';
		if ( is_array( $token ) && in_array( $token[1], array( '__', 'esc_html__', 'esc_html_e' ), true ) && '(' === $tokens[ $place + 1 ] && is_array( $text ) && T_CONSTANT_ENCAPSED_STRING === $text[0] ) {
			$said                        = stripslashes( substr( $text[1], 1, -1 ) );
			$texts[ $said ]['places'][] = str_replace( $root . '/', '', $file );
			$texts[ $said ]['hint']     = $texts[ $said ]['hint'] ?? $hint;
			$hint                        = '';
		}
	}
}
ksort( $texts );
echo "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"X-Domain: wardbell\\n\"\n";
foreach ( $texts as $said => $about ) {
	echo "\n";
	echo $about['hint'] ? '#. translators: ' . $about['hint'] . "\n" : '';
	echo '#: ' . implode( ' ', array_unique( $about['places'] ) ) . "\n";
	echo 'msgid "' . addcslashes( $said, "\"\\" ) . "\"\nmsgstr \"\"\n";
}
