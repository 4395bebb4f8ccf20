package dev.cilab.probe.command;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What a command printed on each node. */
public record Outputs(List<String> places, List<Output> outputs, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Outputs {
        places = List.copyOf(places);
        outputs = List.copyOf(outputs);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return outputs.isEmpty();
    }
}
