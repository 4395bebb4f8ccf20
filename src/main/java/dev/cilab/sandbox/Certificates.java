package dev.cilab.sandbox;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.node.SandboxFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster's own certificate authority, good for one server certificate: its key is thrown away once that is signed. Ed25519, because a cold
 * Java client that need not know the NIST curves connects in half the time.
 */
final class Certificates {

    private static final String DAYS = "365";

    private Certificates() {}

    /** Makes {@code ca.crt}, {@code server.crt} and {@code server.key} (0600) in the folder. @param addresses valid beside 127.0.0.1 */
    static Tls create(Path folder, List<String> addresses) {
        Path authority = folder.resolve("ca.crt");
        Path authorityKey = folder.resolve("ca.key");
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        try {
            Files.createDirectories(folder);
            openssl(
                    authority,
                    authorityKey,
                    "/CN=kubernetes",
                    List.of("-addext", "keyUsage=critical,keyCertSign,digitalSignature"));
            openssl(
                    certificate,
                    key,
                    "/CN=kube-apiserver",
                    List.of(
                            "-CA",
                            authority.toString(),
                            "-CAkey",
                            authorityKey.toString(),
                            "-addext",
                            "basicConstraints=critical,CA:false",
                            "-addext",
                            "extendedKeyUsage=serverAuth",
                            "-addext",
                            "subjectAltName=" + names(addresses)));
            Files.delete(authorityKey);
            return new Tls(authority, certificate, key);
        } catch (IOException | Unreachable e) {
            throw new SandboxFailure(
                    "cannot make the API server's certificate in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void openssl(Path certificate, Path key, String subject, List<String> more)
            throws IOException, Unreachable {
        List<String> argv = new ArrayList<>(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ed25519",
                "-nodes",
                "-days",
                DAYS,
                "-subj",
                subject,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        argv.addAll(more);
        Result result = new LocalHost().run(Command.of(argv));
        if (!result.ok()) {
            throw new IOException("openssl: " + result.stderr().strip());
        }
    }

    private static String names(List<String> addresses) {
        Stream<String> dns = Stream.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local");
        Stream<String> ip = Stream.concat(Stream.of("127.0.0.1"), addresses.stream());
        return Stream.concat(dns.map(name -> "DNS:" + name), ip.map(each -> "IP:" + each))
                .collect(Collectors.joining(","));
    }
}
