package dev.cilab.helm;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The Helm releases of a cluster, read from the Secrets in which Helm keeps them (type {@code helm.sh/release.v1}); Helm itself is not
 * needed for that.
 */
public final class Releases {

    private static final String OURS = "owner=helm";
    private static final String LATEST = OURS + ",status!=superseded";
    private static final Comparator<Release> BY_REVISION = Comparator.comparingInt(Release::revision);

    private final Cluster cluster;

    public Releases(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The newest revision, whatever became of it; empty when there is no such release or it was uninstalled. */
    public Optional<Release> newest(String namespace, String name) throws Unreachable, HelmFailure {
        return read(namespace, LATEST + ",name=" + name).stream()
                .max(BY_REVISION)
                .filter(release -> release.status() != Release.Status.UNINSTALLED);
    }

    /** The revision whose objects are in the cluster: what a failed upgrade leaves in place. */
    public Optional<Release> deployed(String namespace, String name) throws Unreachable, HelmFailure {
        return read(namespace, OURS + ",status=deployed,name=" + name).stream().max(BY_REVISION);
    }

    /** All revisions, oldest first. */
    public List<Release> history(String namespace, String name) throws Unreachable, HelmFailure {
        return read(namespace, OURS + ",name=" + name).stream()
                .sorted(BY_REVISION)
                .toList();
    }

    /** The newest revision of every release in every namespace. */
    public List<Release> all() throws Unreachable, HelmFailure {
        List<Release> found = read("", LATEST);
        return found.stream()
                .filter(release -> found.stream()
                        .noneMatch(other -> other.namespace().equals(release.namespace())
                                && other.name().equals(release.name())
                                && other.revision() > release.revision()))
                .sorted(Comparator.comparing(Release::namespace).thenComparing(Release::name))
                .toList();
    }

    private List<Release> read(String namespace, String selector) throws Unreachable, HelmFailure {
        List<KubeObject> secrets = cluster.list(Ref.in("secrets", namespace), selector, "type=helm.sh/release.v1");
        List<Release> releases = new ArrayList<>();
        for (KubeObject secret : secrets) {
            releases.add(ReleaseSecret.decode(secret));
        }
        return releases;
    }
}
