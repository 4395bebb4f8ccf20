package dev.cilab.sandbox;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kubeconfig of all clusters of a sandbox; cluster and user are named as the context is, and the first one is current. */
final class Kubeconfig {

    private Kubeconfig() {}

    /**
     * @param server    URL
     * @param authority PEM
     */
    record Access(String context, String server, byte[] authority, String token) {}

    static String of(List<Access> clusters) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %s
                clusters:
                %scontexts:
                %susers:
                %s""".formatted(
                        clusters.getFirst().context(),
                        each(clusters, Kubeconfig::cluster),
                        each(clusters, Kubeconfig::context),
                        each(clusters, Kubeconfig::user));
    }

    private static String each(List<Access> clusters, Function<Access, String> entry) {
        return clusters.stream().map(entry).collect(Collectors.joining());
    }

    private static String cluster(Access access) {
        return """
                - name: %s
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                """.formatted(
                        access.context(), access.server(), Base64.getEncoder().encodeToString(access.authority()));
    }

    private static String context(Access access) {
        return """
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s
                """.formatted(access.context());
    }

    private static String user(Access access) {
        return """
                - name: %s
                  user:
                    token: %s
                """.formatted(access.context(), access.token());
    }
}
