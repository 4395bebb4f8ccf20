package dev.cilab.probe.mesh;

/**
 * A certificate in a Secret.
 *
 * @param on          the cluster
 * @param fingerprint SHA-256 of the whole certificate, upper-case hex with colons as openssl prints it
 * @param signedByCa  its signature is that of the cluster's own CA now (Secret {@code cilium-ca})
 * @param expires     ISO 8601
 */
public record Certificate(
        String on,
        String secret,
        String key,
        String subject,
        String issuer,
        String fingerprint,
        boolean signedByCa,
        String expires) {}
