package dev.cilab.sandbox.api.http;

/**
 * One authenticated request, read whole.
 *
 * @param accept      the Accept header; empty = anything
 * @param contentType without parameters, lower case; empty = none given
 * @param authority   host and port as the client named them
 */
record Call(
        String method,
        String path,
        Query query,
        String accept,
        String contentType,
        String authority,
        byte[] body,
        User user) {}
