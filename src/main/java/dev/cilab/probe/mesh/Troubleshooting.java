package dev.cilab.probe.mesh;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What agents find out about their ways to other clusters. */
public record Troubleshooting(
        List<String> places, List<Report> reports, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Troubleshooting {
        places = List.copyOf(places);
        reports = List.copyOf(reports);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    /** @param healthy nothing in it is marked as failed; @param text as the agent prints it */
    public record Report(String on, String node, boolean healthy, String text) {}

    @Override
    public boolean empty() {
        return reports.isEmpty();
    }
}
