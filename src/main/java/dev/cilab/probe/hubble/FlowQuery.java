package dev.cilab.probe.hubble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which flows are wanted, as {@code hubble observe} takes it. */
public record FlowQuery(int last, Map<String, String> filters) {

    /** The names of filters, as lab files have them, with Hubble's options. */
    public static final Map<String, String> OPTIONS = Map.of(
            "pod", "--pod",
            "fromPod", "--from-pod",
            "toPod", "--to-pod",
            "ip", "--ip",
            "port", "--port",
            "proto", "--protocol",
            "is", "--verdict",
            "since", "--since");

    public FlowQuery {
        filters = Map.copyOf(filters);
    }

    /** @param follow go on with what comes */
    public List<String> argv(boolean follow) {
        List<String> argv =
                new ArrayList<>(List.of("hubble", "observe", "-o", "jsonpb", "--last", String.valueOf(last)));
        filters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(filter -> argv.addAll(List.of(OPTIONS.get(filter.getKey()), filter.getValue())));
        if (follow) {
            argv.add("--follow");
        }
        return argv;
    }
}
