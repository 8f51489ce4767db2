<?php
/**
 * Plugin Name: i18nflow
 * Description: Keeps how a post was translated, links translations, and tells browsers and search engines of them.
 * Version: 1.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const I18NFLOW_FIELDS = array(
	'i18nflow_article', 'i18nflow_lang', 'i18nflow_source_lang', 'i18nflow_making', 'i18nflow_reviewed',
	'i18nflow_source_revision', 'i18nflow_source_changed', 'i18nflow_corrections', 'i18nflow_page',
);

function i18nflow_may_edit( $allowed, $key, $post_id ) {
	return current_user_can( 'edit_post', $post_id );
}

function i18nflow_posts() {
	$found = json_decode( (string) get_post_meta( get_the_ID(), 'i18nflow_translations', true ), true );
	return is_array( $found ) ? array_map( 'intval', $found ) : array();
}

// Only registered fields are taken and given by the REST API.
add_action( 'init', function () {
	foreach ( I18NFLOW_FIELDS as $field ) {
		register_post_meta( 'post', $field, array(
			'type'              => 'string',
			'single'            => true,
			'show_in_rest'      => true,
			'sanitize_callback' => 'sanitize_textarea_field',
			'auth_callback'     => 'i18nflow_may_edit',
		) );
	}
} );

// POST i18nflow/v1/link {"posts": {"lv": 12, "en-GB": 13}}: these are each other's translations.
add_action( 'rest_api_init', function () {
	register_rest_route( 'i18nflow/v1', '/link', array(
		'methods'             => 'POST',
		'permission_callback' => function ( WP_REST_Request $request ) {
			$posts = (array) $request->get_param( 'posts' );
			foreach ( $posts as $id ) {
				if ( ! current_user_can( 'edit_post', (int) $id ) ) {
					return false;
				}
			}
			return count( $posts ) > 0;
		},
		'callback'            => function ( WP_REST_Request $request ) {
			$posts = array_map( 'intval', (array) $request->get_param( 'posts' ) );
			foreach ( $posts as $lang => $id ) {
				update_post_meta( $id, 'i18nflow_translations', wp_slash( wp_json_encode( $posts ) ) );
				if ( function_exists( 'pll_set_post_language' ) ) {
					pll_set_post_language( $id, strtolower( strtok( $lang, '-' ) ) );
				}
			}
			if ( function_exists( 'pll_save_post_translations' ) ) {
				$short = array();
				foreach ( $posts as $lang => $id ) {
					$short[ strtolower( strtok( $lang, '-' ) ) ] = $id;
				}
				pll_save_post_translations( $short );
			}
			return array( 'posts' => $posts );
		},
	) );
} );

// The page's own language, where no multilingual plugin sets it.
add_filter( 'language_attributes', function ( $attributes ) {
	$lang = is_singular( 'post' ) ? get_post_meta( get_the_ID(), 'i18nflow_lang', true ) : '';
	if ( ! $lang || function_exists( 'pll_set_post_language' ) ) {
		return $attributes;
	}
	return preg_replace( '/lang="[^"]*"/', 'lang="' . esc_attr( $lang ) . '"', $attributes );
} );

// Public translations name each other, themselves included.
add_action( 'wp_head', function () {
	if ( ! is_singular( 'post' ) || function_exists( 'pll_set_post_language' ) ) {
		return;
	}
	foreach ( i18nflow_posts() as $lang => $id ) {
		if ( 'publish' === get_post_status( $id ) ) {
			printf( '<link rel="alternate" hreflang="%s" href="%s">' . "\n", esc_attr( $lang ), esc_url( get_permalink( $id ) ) );
		}
	}
} );
