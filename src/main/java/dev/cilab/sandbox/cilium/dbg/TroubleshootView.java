package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.cilium.mesh.Reachability;
import dev.cilab.sandbox.cilium.mesh.RemoteStatus;
import java.util.List;
import java.util.Map;

/** {@code cilium-dbg troubleshoot clustermesh}: text only, as the real one. */
final class TroubleshootView {

    private TroubleshootView() {}

    static String text(List<Reachability.Route> routes) {
        StringBuilder text = new StringBuilder("Found " + routes.size() + " cluster configurations\n");
        routes.forEach(route -> one(text, route));
        return text.toString();
    }

    private static void one(StringBuilder text, Reachability.Route route) {
        text.append("\nCluster \"").append(route.cluster()).append("\":\n");
        text.append("📄 Configuration path: ").append(route.path()).append("\n\n🔌 Endpoints:\n");
        text.append("   - ").append(route.endpoint()).append('\n');
        Map<String, String> findings = route.findings();
        good(text, "     ", "Hostname resolved to: ", findings.get("address"));
        bad(text, "     ", "Cannot resolve hostname: lookup ", findings.get("unresolved"), ": no such host");
        good(text, "     ", "TCP connection successfully established to ", findings.get("tcp"));
        String where = findings.getOrDefault("tcp", findings.getOrDefault("address", ""));
        bad(text, "     ", "Failed to establish TCP connection to " + where + ": ", findings.get("untouched"), "");
        bad(text, "     ", "Failed to establish TLS connection to " + where + ": ", untrusted(findings), "");
        if (findings.containsKey("version")) {
            good(text, "     ", "TLS connection successfully established to ", where);
            text.append("     ℹ️  Negotiated TLS version: TLS ").append(findings.get("version"));
            text.append(", ciphersuite ").append(findings.get("cipher")).append('\n');
        }
        if (findings.containsKey("etcd")) {
            text.append("     ℹ️  Etcd server version: ")
                    .append(findings.get("etcd"))
                    .append('\n');
        }
        text.append("\n🔑 Digital certificates:\n");
        certificate(text, "TLS Root CA certificates", route.root());
        certificate(text, "TLS client certificates", route.client());
        if (!route.client().isEmpty() && !route.client().containsKey("verified")) {
            text.append("        ⚠️  Cannot verify certificate with the configured root CAs\n");
        }
        client(text, route);
    }

    private static void client(StringBuilder text, Reachability.Route route) {
        text.append("\n⚙️ Etcd client:\n");
        if (route.findings().containsKey("etcd")) {
            text.append("   ✅ Etcd connection successfully established\n   ℹ️  Etcd cluster ID: ");
            text.append(RemoteStatus.etcdId(route.cluster())).append('\n');
        } else {
            String why = route.findings().getOrDefault("refused", "context deadline exceeded");
            bad(text, "   ", "Failed to establish etcd connection: ", why, "");
        }
    }

    /** In the words of Go's TLS for openssl's numbers. */
    private static String untrusted(Map<String, String> findings) {
        String number = findings.get("untrusted");
        if (number == null) {
            return null;
        }
        return switch (number) {
            case "num=18", "num=19", "num=20", "num=21" ->
                "tls: failed to verify certificate: x509: certificate signed by unknown authority";
            case "num=10" -> "tls: failed to verify certificate: x509: certificate has expired or is not yet valid";
            case "num=62" -> "tls: failed to verify certificate: x509: certificate is valid for other names";
            default -> "tls: handshake failure" + (number.isEmpty() ? "" : " (openssl: " + number + ")");
        };
    }

    private static void certificate(StringBuilder text, String what, Map<String, String> certificate) {
        if (certificate.isEmpty()) {
            text.append("   ❌ ").append(what).append(": not found\n");
            return;
        }
        text.append("   ✅ ").append(what).append(":\n");
        text.append("      - Serial number:       ")
                .append(certificate.getOrDefault("serial", ""))
                .append('\n');
        text.append("        Subject:             ")
                .append(certificate.getOrDefault("subject", ""))
                .append('\n');
        text.append("        Issuer:              ")
                .append(certificate.getOrDefault("issuer", ""))
                .append('\n');
        text.append("        Validity:\n          Not before:  ")
                .append(certificate.getOrDefault("notBefore", ""))
                .append("\n          Not after:   ")
                .append(certificate.getOrDefault("notAfter", ""))
                .append('\n');
    }

    private static void good(StringBuilder text, String indent, String what, String found) {
        if (found != null) {
            text.append(indent).append("✅ ").append(what).append(found).append('\n');
        }
    }

    private static void bad(StringBuilder text, String indent, String what, String found, String after) {
        if (found != null) {
            text.append(indent)
                    .append("❌ ")
                    .append(what)
                    .append(found)
                    .append(after)
                    .append('\n');
        }
    }
}
