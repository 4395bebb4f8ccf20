package dev.cilab.probe.mesh;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The certificates of one cluster's Cilium, in Secrets of kube-system. Of the CA only its certificate is looked at. */
public record CertificateStore(Cluster cluster) {

    public static final String CA_SECRET = "cilium-ca";
    private static final String CA_KEY = "ca.crt";

    /** The CA's certificate; empty if there is no such Secret, or nothing readable in it. */
    public Optional<X509Certificate> ca() throws Unreachable {
        return certificate(CA_SECRET, CA_KEY);
    }

    /** @param key e.g. {@code tls.crt} */
    public Optional<X509Certificate> certificate(String secret, String key) throws Unreachable {
        Optional<KubeObject> found = cluster.get(Ref.one("secrets", Access.NAMESPACE, secret));
        return found.flatMap(object -> read(object.at("/data").path(key).asString("")));
    }

    private static Optional<X509Certificate> read(String base64) {
        try {
            byte[] pem = Base64.getDecoder().decode(base64);
            return pem.length == 0
                    ? Optional.empty()
                    : Optional.of((X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Was the certificate signed with this CA's key? Names alone prove nothing: every cluster's CA has the same. */
    public static boolean signed(X509Certificate certificate, X509Certificate ca) {
        try {
            certificate.verify(ca.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** SHA-256, {@code 4F:0A:…}. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
