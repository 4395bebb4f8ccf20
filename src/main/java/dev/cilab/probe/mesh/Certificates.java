package dev.cilab.probe.mesh;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** X.509 certificates in Secrets. Keys are never read. */
public record Certificates(
        List<String> places, List<Certificate> certificates, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Certificates {
        places = List.copyOf(places);
        certificates = List.copyOf(certificates);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return certificates.isEmpty();
    }
}
