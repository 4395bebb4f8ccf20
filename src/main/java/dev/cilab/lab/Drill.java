package dev.cilab.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A step that disturbs and restores, while traffic runs.
 *
 * @param args     its arguments with the values it was read with, each the name of a machine
 * @param requires capabilities of the environment
 * @param disturb  what it does
 * @param checks   what must become true then, while it is disturbed
 * @param restore  what takes it back
 * @param restored what must be true before, and again after it was taken back
 */
public record Drill(
        String id,
        String title,
        String explain,
        Map<String, String> args,
        Set<String> requires,
        List<Action> disturb,
        List<Check> checks,
        List<Action> restore,
        List<Check> restored,
        Position at) {

    public Drill {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        requires = Set.copyOf(requires);
        disturb = List.copyOf(disturb);
        checks = List.copyOf(checks);
        restore = List.copyOf(restore);
        restored = List.copyOf(restored);
    }

    /** {@code drain k8s-w0}. */
    public String words() {
        return args.isEmpty() ? id : id + " " + String.join(" ", args.values());
    }
}
