package dev.cilab.probe.cilium;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * In which forms the agents of a Cilium version answer: all that differs between the versions stands here, and every form ends in the same
 * records. (Sources: {@code api/v1/models} and {@code pkg/loadbalancer} of cilium/cilium at each version.)
 */
public enum CiliumDialect {
    /** What a policy matches is a list; an affinity marks backends as preferred, the others stay listed. */
    V1_17(true, false),
    /** An affinity takes the other backends off the list. */
    V1_18(true, true),
    /** 1.19 and later: what a policy matches is an object with its kind of match. */
    V1_19(false, true);

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.");

    /** Later versions may differ in ways not known here. */
    private static final int NEWEST_KNOWN_MINOR = 21;

    private final boolean matchesAreLists;
    private final boolean listedMeansUsed;

    CiliumDialect(boolean matchesAreLists, boolean listedMeansUsed) {
        this.matchesAreLists = matchesAreLists;
        this.listedMeansUsed = listedMeansUsed;
    }

    /** @param version e.g. {@code 1.18.0}; one that is newer than all known, or none at all, is read as the newest */
    public static CiliumDialect of(String version) {
        int minor = minor(version);
        return minor <= 17 ? V1_17 : minor == 18 ? V1_18 : V1_19;
    }

    /** Newer than what these forms were taken from. */
    static boolean tooNew(String version) {
        return minor(version) > NEWEST_KNOWN_MINOR;
    }

    static String newestKnown() {
        return "1." + NEWEST_KNOWN_MINOR;
    }

    private static int minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.lookingAt()) {
            return NEWEST_KNOWN_MINOR;
        }
        return Integer.parseInt(matcher.group(1)) > 1 ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(2));
    }

    /**
     * What a statement of a route policy matches.
     *
     * @param inside the name of the list within the object form
     */
    public List<JsonNode> matches(JsonNode match, String inside) {
        return (matchesAreLists ? match : match.path(inside)).valueStream().toList();
    }

    /** The backends that a service really uses, out of the active ones that are listed. */
    List<Frontend.Backend> used(List<Frontend.Backend> active) {
        List<Frontend.Backend> preferred =
                active.stream().filter(Frontend.Backend::preferred).toList();
        return listedMeansUsed || preferred.isEmpty() ? active : preferred;
    }
}
