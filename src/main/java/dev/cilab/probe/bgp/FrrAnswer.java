package dev.cilab.probe.bgp;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What one vtysh printed for several {@code show … json} and a {@code show version} after them.
 *
 * @param version   e.g. {@code 8.4.4}; empty when it told none
 * @param documents one per question, in their order
 */
record FrrAnswer(String version, List<JsonNode> documents) {

    /** It is asked last, so that it can be told from what bgpd says in plain text. */
    static final String LAST_QUESTION = "show version";

    private static final Pattern VERSION = Pattern.compile("(?m)^FRRouting (\\d+(?:\\.\\d+)*)\\S* ");

    FrrAnswer {
        documents = List.copyOf(documents);
    }

    /** @throws Unreachable when the answers are not so many JSON documents */
    static FrrAnswer read(String router, String text, int questions) throws Unreachable {
        Matcher version = VERSION.matcher(text);
        boolean told = version.find();
        List<JsonNode> documents = Json.readAll(router, told ? text.substring(0, version.start()) : text);
        if (documents.size() != questions) {
            throw new Unreachable(router, "FRR answered " + documents.size() + " of " + questions + " questions");
        }
        return new FrrAnswer(told ? version.group(1) : "", documents);
    }

    /** What {@code show version} tells; empty when it is not among the text. */
    static String version(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find() ? version.group(1) : "";
    }

    FrrDialect dialect() {
        return FrrDialect.of(version);
    }

    List<String> warnings() {
        return warnings(version);
    }

    static List<String> warnings(String version) {
        return FrrDialect.tooNew(version)
                ? List.of("FRR " + version
                        + " is newer than 10, the newest known here: its answers are read as those of 10")
                : List.of();
    }
}
