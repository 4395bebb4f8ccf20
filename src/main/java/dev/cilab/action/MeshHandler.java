package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.lab.Action;
import dev.cilab.lab.Action.Mesh;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.mesh.Access;
import dev.cilab.probe.mesh.CertificateStore;
import dev.cilab.probe.mesh.LiveMember;
import dev.cilab.probe.mesh.Member;
import dev.cilab.probe.mesh.MeshRules;
import dev.cilab.probe.mesh.Obstacle;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code mesh-…}: what {@code cilium clustermesh enable, connect, disconnect, disable} do, as upgrades of each cluster's Helm release
 * {@code cilium} with its own values reused, all clusters at the same time. What Cilium demands of a mesh is looked at before anything is
 * changed anywhere.
 */
final class MeshHandler extends Converging<Action.Mesh> {

    private final HelmHandler helm;

    MeshHandler(HelmHandler helm) {
        this.helm = helm;
    }

    @Override
    Missing missing(Action.Mesh action, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        if (action instanceof Mesh.Preflight preflight) {
            return preflight(preflight, scope);
        }
        List<MeshCluster> clusters = new ArrayList<>();
        for (MeshCluster each : Nodes.all(action.clusters(), name -> MeshCluster.read(name, scope))) {
            clusters.add(each.installed());
        }
        return switch (action) {
            case Mesh.Preflight preflight -> preflight(preflight, scope);
            case Mesh.Enable enable -> enable(enable, clusters, scope);
            case Mesh.Disable disable -> {
                List<Map<String, Object>> values =
                        clusters.stream().map(MeshHandler::disabled).toList();
                yield upgrades(clusters, values, scope);
            }
            case Mesh.Connect connect -> connect(clusters, scope);
            case Mesh.Disconnect disconnect -> {
                List<Map<String, Object>> values = clusters.stream()
                        .map(each -> each.values().disconnect(others(each, clusters), each.remotes()))
                        .toList();
                yield upgrades(clusters, values, scope);
            }
        };
    }

    /** The values that the clusters are to have, or have already: changing who a running cluster is would need all its workloads anew. */
    private static Missing preflight(Mesh.Preflight action, Scope scope) throws Unreachable, NotDone {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < action.clusters().size(); i++) {
            ClusterName name = action.clusters().get(i);
            KubeCluster cluster = scope.topology().clusters().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            Member planned = PlannedMember.of(cluster, action.values().get(i));
            members.add(planned);
            Optional<Member> live = LiveMember.read(scope.environment().cluster(name), cluster);
            if (live.isPresent() && changesIdentity(live.get(), planned)) {
                throw new NotDone(
                        "cluster " + name + " runs as " + live.get().name() + " with id "
                                + live.get().id() + ", not as "
                                + planned.name() + " with id " + planned.id()
                                + ": a change needs a restart of all its workloads",
                        "cilab " + scope.topology().name() + " down");
            }
        }
        refuse(MeshRules.obstacles(members));
        return new Missing(members.size(), List.of(), false);
    }

    private static boolean changesIdentity(Member live, Member planned) {
        return live.id() != planned.id() || !live.name().equals(planned.name());
    }

    private static void refuse(List<Obstacle> obstacles) throws NotDone {
        if (!obstacles.isEmpty()) {
            throw new NotDone(
                    obstacles.stream()
                            .map(each -> each.cluster() + ": " + each.cause())
                            .collect(Collectors.joining("; ")),
                    obstacles.getFirst().fix());
        }
    }

    private static void fit(List<MeshCluster> clusters) throws NotDone {
        refuse(MeshRules.obstacles(clusters.stream().map(MeshCluster::member).toList()));
    }

    private Missing enable(Mesh.Enable action, List<MeshCluster> clusters, Scope scope)
            throws Unreachable, Guard.Refused, NotDone {
        fit(clusters);
        List<Map<String, Object>> values = clusters.stream()
                .map(each -> {
                    boolean own = action.nodePort() != 0 && each.values().distinctPorts();
                    return each.values().enable(own ? action.nodePort() + each.index() : 0, action.kvstoremesh());
                })
                .toList();
        Missing upgrades = upgrades(clusters, values, scope);
        List<Todo> todos = new ArrayList<>(upgrades.todos());
        for (MeshCluster each : clusters) {
            String name = each.api().name().value();
            boolean upgraded = todos.stream().anyMatch(todo -> todo.where().equals(name));
            if (!upgraded && each.lacksCertificates()) {
                todos.add(helm.again(MeshCluster.sameAgain(each.api(), List.of(MeshCluster.APISERVER)), scope));
            }
        }
        return new Missing(clusters.size(), todos, true);
    }

    /** A cluster in which it never was enabled is left as it is. */
    private static Map<String, Object> disabled(MeshCluster cluster) {
        return cluster.release().values().tree().containsKey("clustermesh")
                ? cluster.values().disable()
                : Map.of();
    }

    private Missing connect(List<MeshCluster> clusters, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        fit(clusters);
        oneCa(clusters);
        Map<String, Access> access = new TreeMap<>();
        for (MeshCluster each : clusters) {
            access.put(each.member().name(), each.access());
        }
        List<Map<String, Object>> values = clusters.stream()
                .map(each -> {
                    Map<String, Access> remotes = new TreeMap<>(access);
                    remotes.remove(each.member().name());
                    return each.values().connect(remotes, each.remotes());
                })
                .toList();
        return upgrades(clusters, values, scope);
    }

    private static void oneCa(List<MeshCluster> clusters) throws Unreachable, NotDone {
        X509Certificate first = clusters.getFirst().ca();
        for (MeshCluster each : clusters) {
            X509Certificate ca = each.ca();
            if (!ca.equals(first)) {
                String from = clusters.getFirst().api().name().value();
                throw new NotDone(
                        "the clusters have different CAs: " + from + " " + shortened(first) + ", "
                                + each.api().name() + " " + shortened(ca),
                        "cilab mesh ca sync " + from + " " + each.api().name());
            }
        }
    }

    private static String shortened(X509Certificate ca) {
        return CertificateStore.fingerprint(ca).substring(0, 23) + "…";
    }

    private static List<String> others(MeshCluster cluster, List<MeshCluster> all) {
        return all.stream()
                .filter(each -> !each.equals(cluster))
                .map(each -> each.member().name())
                .toList();
    }

    private Missing upgrades(List<MeshCluster> clusters, List<Map<String, Object>> values, Scope scope)
            throws Unreachable, Guard.Refused, NotDone {
        List<Todo> todos = new ArrayList<>();
        for (int i = 0; i < clusters.size(); i++) {
            if (!values.get(i).isEmpty()) {
                todos.addAll(helm.missing(clusters.get(i).upgrade(values.get(i)), scope)
                        .todos());
            }
        }
        return new Missing(clusters.size(), todos, true);
    }
}
