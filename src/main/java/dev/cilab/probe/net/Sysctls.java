package dev.cilab.probe.net;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Kernel parameters. */
public record Sysctls(List<String> places, List<SysctlValue> sysctls, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Sysctls {
        places = List.copyOf(places);
        sysctls = List.copyOf(sysctls);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return sysctls.isEmpty();
    }
}
