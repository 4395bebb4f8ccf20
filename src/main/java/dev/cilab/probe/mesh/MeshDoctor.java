package dev.cilab.probe.mesh;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.Missed;
import dev.cilab.probe.PerCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at all clusters of a topology for what keeps them from being one mesh. Changes nothing. */
public final class MeshDoctor {

    private static final Position HERE = new Position("mesh doctor", 1, 1);

    private final Scope scope;

    public MeshDoctor(Scope scope) {
        this.scope = scope;
    }

    /** @throws Unreachable when no cluster could be asked at all */
    public Diagnosis look() throws Unreachable {
        List<Examined> examined = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Outcome<KubeCluster, Examined> outcome :
                Parallel.map(scope.topology().clusters(), this::examine)) {
            String cluster = outcome.place().name().value();
            if (!outcome.ok()) {
                missed.add(new Missed(cluster, cluster, outcome.failure().getMessage()));
            } else if (outcome.value().member().isEmpty()) {
                warnings.add("cluster " + cluster + " has no Cilium");
            } else {
                examined.add(outcome.value());
            }
        }
        if (examined.isEmpty() && !missed.isEmpty()) {
            throw new Unreachable(missed.getFirst().where(), missed.getFirst().why());
        }
        List<String> names = examined.stream().map(Examined::name).toList();
        return new Diagnosis(names, obstacles(examined, names, missed), missed, warnings);
    }

    private Examined examine(KubeCluster cluster) throws Unreachable {
        try {
            return Examined.of(scope.environment().cluster(cluster.name()), cluster);
        } catch (KubeError e) {
            throw new Unreachable(
                    cluster.name().value(), "the API server answers " + e.code() + ": " + e.getMessage(), e);
        }
    }

    private List<Obstacle> obstacles(List<Examined> examined, List<String> names, List<Missed> missed)
            throws Unreachable {
        List<Obstacle> found = new ArrayList<>(MeshRules.obstacles(
                examined.stream().flatMap(each -> each.member().stream()).toList()));
        found.addAll(CertificateRules.obstacles(examined));
        if (!names.isEmpty()) {
            boolean all = missed.isEmpty();
            Mesh mesh = PerCluster.look(
                    new MeshProbe(), new ProbeCall("mesh", List.of(), Map.of("cluster", names), HERE), scope);
            missed.addAll(mesh.unreachable());
            found.addAll(new ReachRules(examined, all, mesh).obstacles());
        }
        found.addAll(ServiceRules.obstacles(examined));
        return found;
    }
}
