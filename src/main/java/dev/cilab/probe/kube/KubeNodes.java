package dev.cilab.probe.kube;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Nodes as the Kubernetes API knows them. */
public record KubeNodes(List<String> places, List<KubeNode> nodes, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public KubeNodes {
        places = List.copyOf(places);
        nodes = List.copyOf(nodes);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return nodes.isEmpty();
    }
}
