package dev.cilab.probe.kube;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Deployments and how far they have come. */
public record Deployments(
        List<String> places, List<DeploymentState> deployments, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Deployments {
        places = List.copyOf(places);
        deployments = List.copyOf(deployments);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return deployments.isEmpty();
    }
}
