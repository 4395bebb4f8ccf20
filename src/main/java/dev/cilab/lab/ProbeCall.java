package dev.cilab.lab;

import java.util.List;
import java.util.Map;

/**
 * A look at something, as a lab file asks for it.
 *
 * @param verb which probe, e.g. {@code bgp-peers}
 * @param on   where to look: node names, or the sides that the probe knows ({@code cilium}, {@code router}); empty = the probe's default
 * @param args the probe's own arguments (strings, numbers, booleans, lists, maps; variables already replaced)
 * @param at   where it stands in the lab file
 */
public record ProbeCall(String verb, List<String> on, Map<String, Object> args, Position at) {

    public ProbeCall {
        on = List.copyOf(on);
        args = Map.copyOf(args);
    }
}
