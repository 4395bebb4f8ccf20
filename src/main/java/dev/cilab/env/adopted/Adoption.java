package dev.cilab.env.adopted;

import java.util.List;

/**
 * An adoption on record.
 *
 * @param inventory the file's path
 * @param clusters  those that may be changed, by name …
 * @param uids      … and their UIDs, in the same order
 */
public record Adoption(String name, String inventory, List<String> clusters, List<String> uids) {

    public Adoption {
        clusters = List.copyOf(clusters);
        uids = List.copyOf(uids);
    }
}
