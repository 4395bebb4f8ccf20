package dev.cilab.probe.kube;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Pods as the Kubernetes API knows them. */
public record Pods(List<String> places, List<PodState> pods, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Pods {
        places = List.copyOf(places);
        pods = List.copyOf(pods);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return pods.isEmpty();
    }
}
