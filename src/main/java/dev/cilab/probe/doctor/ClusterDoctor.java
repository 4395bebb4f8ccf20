package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.Topology;
import java.util.ArrayList;
import java.util.List;

/** Looks through a running lab for the troubles that people with Cilium, BGP and FRR most often have. Changes nothing. */
public final class ClusterDoctor {

    /** Where Cilium itself is missing, nothing else is worth saying. */
    private static final Ailment FIRST = new CiliumMissing();

    private static final List<Ailment> AILMENTS = List.of(
            new ReleaseMissing(),
            new ReleaseVersion(),
            new NodeAddresses(),
            new DirectRoutes(),
            new SegmentMtu(),
            new BgpKinds(),
            new AlphaKinds(),
            new StaleAgents(),
            new SelectedByNobody(),
            new PeerAddresses(),
            new Peerings(),
            new RestartTime(),
            new PendingServices(),
            new LocalServices(),
            new DirectReturn(),
            new GeneveModule());

    private final Scope scope;

    public ClusterDoctor(Scope scope) {
        this.scope = scope;
    }

    /** What was found, cluster by cluster; what could not be looked at is a finding too. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        for (Topology.KubeCluster cluster : scope.topology().clusters()) {
            Patient patient = new Patient(scope, cluster);
            List<Finding> first = look(FIRST, patient);
            findings.addAll(first);
            if (first.isEmpty()) {
                Parallel.map(AILMENTS, each -> look(each, patient))
                        .forEach(outcome -> findings.addAll(outcome.value()));
            }
        }
        return findings;
    }

    private static List<Finding> look(Ailment ailment, Patient patient) {
        try {
            return ailment.look(patient);
        } catch (Unreachable e) {
            return unknown(patient, e.where() + ": " + e.getMessage());
        } catch (KubeError e) {
            return unknown(patient, e.code() + " " + e.getMessage());
        }
    }

    private static List<Finding> unknown(Patient patient, String why) {
        return Ailment.warning("cluster " + patient.cluster().name() + " could not be asked", why, "cilab status");
    }
}
