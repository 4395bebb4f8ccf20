package dev.cilab.probe.mesh;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code certificates}: those in the Secrets of kube-system that {@code secrets} names, by default the CA. A Secret that is not there has no
 * row. {@code key} is the key of the certificate, by default {@code ca.crt} of the CA and {@code tls.crt} of others.
 */
public final class CertificatesProbe implements Probe<Certificates> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "certificates", List.of(), Set.of("secrets", "key", "cluster"), Certificates.class, "secret");
    }

    @Override
    public Certificates look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String on = site.cluster().name().value();
        CertificateStore store = new CertificateStore(site.api());
        Optional<X509Certificate> ca = store.ca();
        List<String> secrets = new Arguments(call).texts("secrets");
        List<Certificate> certificates = new ArrayList<>();
        for (String secret : secrets.isEmpty() ? List.of(CertificateStore.CA_SECRET) : secrets) {
            boolean root = secret.equals(CertificateStore.CA_SECRET);
            String key = new Arguments(call).text("key", root ? "ca.crt" : "tls.crt");
            store.certificate(secret, key)
                    .map(found -> certificate(on, secret, key, found, ca))
                    .ifPresent(certificates::add);
        }
        return new Certificates(List.of(on), certificates, List.of(), List.of());
    }

    private static Certificate certificate(
            String on, String secret, String key, X509Certificate certificate, Optional<X509Certificate> ca) {
        return new Certificate(
                on,
                secret,
                key,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                CertificateStore.fingerprint(certificate),
                ca.isPresent() && CertificateStore.signed(certificate, ca.get()),
                certificate.getNotAfter().toInstant().toString());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope).kubectl("-n kube-system get secret cilium-ca -o jsonpath='{.data.ca\\.crt}'")
                + " | base64 -d | openssl x509 -noout -fingerprint -sha256";
    }
}
