package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.Action.Helm.Workload;
import dev.cilab.lab.ClusterName;
import dev.cilab.probe.mesh.CertificateStore;
import dev.cilab.probe.mesh.RemoteConfig;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code secret-copy}: a Secret's content from one cluster to others, in this process's memory and nowhere else. The copy is a fresh object
 * that Helm still takes for its own; certificates that the former Secret signed are taken away, and the Helm release makes new ones.
 */
final class SecretCopyHandler extends Converging<Action.SecretCopy> {

    /** Cilium's workloads that read certificates when they start. */
    private static final List<Workload> READERS = List.of(
            new Workload("daemonset", "cilium"),
            new Workload("deployment", "hubble-relay"),
            new Workload("deployment", "clustermesh-apiserver"));

    private final HelmHandler helm;

    SecretCopyHandler(HelmHandler helm) {
        this.helm = helm;
    }

    @Override
    Missing missing(Action.SecretCopy action, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        Cluster from = scope.environment().cluster(action.from());
        KubeObject source = from.get(ref(action))
                .orElseThrow(() -> new NotDone(
                        "cluster " + action.from() + " has no Secret " + action.namespace() + "/" + action.secret(),
                        from.paste("-n " + action.namespace() + " get secrets")));
        List<Todo> todos = new ArrayList<>();
        for (ClusterName name : action.to()) {
            todo(action, from, source, Target.of(name, scope), scope).ifPresent(todos::add);
        }
        return new Missing(action.to().size(), todos, true);
    }

    private Optional<Todo> todo(Action.SecretCopy action, Cluster from, KubeObject source, Target target, Scope scope)
            throws Unreachable, Guard.Refused, NotDone {
        Optional<KubeObject> existing = target.api().get(ref(action));
        boolean same = existing.isPresent() && existing.get().at("/data").equals(source.at("/data"));
        boolean unfinished = existing.filter(SecretCopy::reissuing).isPresent();
        if (same && !unfinished) {
            return Optional.empty();
        }
        Set<String> meshed = RemoteConfig.of(target.api(), "").keySet();
        if (!same && existing.isPresent() && !meshed.isEmpty() && !action.force()) {
            throw new NotDone(
                    "cluster " + target.name() + " is in a mesh with " + String.join(", ", meshed)
                            + "; another CA cuts it off until all its certificates are new",
                    "cilab " + scope.topology().name() + " ca sync " + action.from() + " " + target.name()
                            + " --force");
        }
        List<Ref> signed = signed(action, target.api());
        Optional<Todo> reissue = signed.isEmpty() && !unfinished
                ? Optional.empty()
                : Optional.of(helm.again(release(action, target), scope));
        SecretCopy copy = new SecretCopy(target, ref(action), source, !same, signed, reissue);
        List<String> paste = new ArrayList<>(copy.paste(from));
        reissue.ifPresent(todo -> paste.addAll(todo.paste()));
        Map<String, String> before = same ? Map.of() : fingerprint(target.api(), existing.isPresent(), action);
        String what = (same ? "new certificates from " : "copy ") + action.secret() + " from " + action.from() + " to "
                + target.name();
        return Optional.of(new Todo(target.name(), what, paste, before, copy));
    }

    private static Map<String, String> fingerprint(Cluster api, boolean existed, Action.SecretCopy action)
            throws Unreachable {
        Optional<X509Certificate> ca = new CertificateStore(api).certificate(action.secret(), "ca.crt");
        return existed && ca.isPresent()
                ? Map.of(api.name() + " " + action.secret(), CertificateStore.fingerprint(ca.get()))
                : Map.of();
    }

    private static List<Ref> signed(Action.SecretCopy action, Cluster api) throws Unreachable {
        List<Ref> signed = new ArrayList<>();
        for (String name : action.signed()) {
            Ref ref = Ref.one("secrets", action.namespace(), name);
            if (api.get(ref).isPresent()) {
                signed.add(ref);
            }
        }
        return signed;
    }

    private static Action.Helm release(Action.SecretCopy action, Target target) throws Unreachable, NotDone {
        List<Workload> readers = new ArrayList<>();
        for (Workload each : READERS) {
            if (target.api()
                    .get(Ref.one(each.kind(), action.namespace(), each.name()))
                    .isPresent()) {
                readers.add(each);
            }
        }
        return MeshCluster.sameAgain(target.api(), readers);
    }

    private static Ref ref(Action.SecretCopy action) {
        return Ref.one("secrets", action.namespace(), action.secret());
    }
}
