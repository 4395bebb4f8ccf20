package dev.cilab.sandbox.api;

import java.nio.file.Path;

/**
 * PEM files of the server's certificate.
 *
 * @param authority   the certificate that clients trust (the server's own when it is self-signed)
 * @param certificate its certificate chain, valid for 127.0.0.1
 * @param key         its private key, PKCS#8
 */
public record Tls(Path authority, Path certificate, Path key) {}
