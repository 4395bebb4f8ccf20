package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.mesh.Access;
import dev.cilab.probe.mesh.CertificateStore;
import dev.cilab.probe.mesh.LiveMember;
import dev.cilab.probe.mesh.Member;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster with Cilium in it, as it is now.
 *
 * @param index its place in the topology
 */
record MeshCluster(int index, Cluster api, Release release, Member member) {

    static final String NAMESPACE = "kube-system";
    static final String RELEASE = "cilium";
    /** It reads its certificates when it starts. */
    static final Action.Helm.Workload APISERVER = new Action.Helm.Workload("deployment", "clustermesh-apiserver");

    private static final String REMOTE_CERTIFICATE = "clustermesh-apiserver-remote-cert";
    /** What is made after an upgrade, and not by it: Helm does not miss it when it is gone. */
    private static final List<String> CERTIFICATES = List.of(REMOTE_CERTIFICATE, "clustermesh-apiserver-server-cert");

    static MeshCluster read(ClusterName name, Scope scope) throws Unreachable {
        KubeCluster cluster = scope.topology().clusters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unreachable(scope.topology().name(), "there is no cluster " + name));
        Cluster api = scope.environment().cluster(name);
        Optional<Release> release = release(api);
        Optional<Member> member = LiveMember.read(api, cluster);
        return new MeshCluster(
                scope.topology().clusters().indexOf(cluster), api, release.orElse(null), member.orElse(null));
    }

    private static Optional<Release> release(Cluster api) throws Unreachable {
        try {
            return new Releases(api).deployed(NAMESPACE, RELEASE);
        } catch (HelmFailure e) {
            throw new Unreachable(api.name().value(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The release with the values that it has, for what an upgrade makes anew. */
    static Action.Helm sameAgain(Cluster api, List<Action.Helm.Workload> restart) throws Unreachable, NotDone {
        Release release = release(api)
                .orElseThrow(() -> new NotDone(
                        "cluster " + api.name() + " has no Helm release " + RELEASE + " in " + NAMESPACE,
                        api.paste("-n " + NAMESPACE + " get secrets -l owner=helm")));
        return upgrade(api, release, Map.of(), restart);
    }

    private static Action.Helm upgrade(
            Cluster api, Release release, Map<String, Object> set, List<Action.Helm.Workload> restart) {
        return new Action.Helm(
                Optional.of(api.name()),
                RELEASE,
                NAMESPACE,
                release.chart(),
                release.version(),
                List.of(),
                set,
                true,
                restart);
    }

    Action.Helm upgrade(Map<String, Object> set) {
        return upgrade(api, release, set, List.of());
    }

    /** Everything else asks for a release: {@code connect} and {@code enable} are upgrades of it. */
    MeshCluster installed() throws NotDone {
        if (release == null || member == null) {
            throw new NotDone(
                    "cluster " + api.name() + " has no Helm release " + RELEASE + " in " + NAMESPACE,
                    api.paste("-n " + NAMESPACE + " get secrets -l owner=helm"));
        }
        return this;
    }

    MeshValues values() {
        return new MeshValues(release.version());
    }

    /** {@code clustermesh.config.clusters} of the release: a list, a map, or null. */
    Object remotes() {
        Object mesh = release.values().tree().get("clustermesh");
        Object config = mesh instanceof Map<?, ?> map ? map.get("config") : null;
        return config instanceof Map<?, ?> map ? map.get("clusters") : null;
    }

    /** Where the others reach it; it must be enabled for that. */
    Access access() throws Unreachable, NotDone {
        Access access = Access.of(api)
                .filter(found -> !found.ips().isEmpty() && found.port() != 0)
                .orElseThrow(() -> new NotDone(
                        "ClusterMesh is not enabled in " + api.name()
                                + ": its Service clustermesh-apiserver has no address",
                        "cilab mesh enable " + api.name()));
        if (api.get(Ref.one("secrets", NAMESPACE, REMOTE_CERTIFICATE)).isEmpty()) {
            throw new NotDone(
                    api.name() + " has no Secret " + REMOTE_CERTIFICATE + ": its certificates are not made yet",
                    api.paste("-n " + NAMESPACE + " get jobs,secrets"));
        }
        return access;
    }

    /** ClusterMesh is enabled, and a Secret of its certificates is gone. */
    boolean lacksCertificates() throws Unreachable {
        if (Access.of(api).isEmpty()) {
            return false;
        }
        for (String name : CERTIFICATES) {
            if (api.get(Ref.one("secrets", NAMESPACE, name)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    X509Certificate ca() throws Unreachable, NotDone {
        return new CertificateStore(api)
                .ca()
                .orElseThrow(() -> new NotDone(
                        api.name() + " has no CA certificate in Secret " + CertificateStore.CA_SECRET,
                        api.paste("-n " + NAMESPACE + " get secret " + CertificateStore.CA_SECRET)));
    }
}
