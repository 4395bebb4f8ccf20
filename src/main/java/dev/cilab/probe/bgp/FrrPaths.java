package dev.cilab.probe.bgp;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code show ip bgp json} of FRR 8 and 10, after a {@code show version}, while it comes: a table of a hundred thousand prefixes is
 * never there as text or as a tree. Truth values are there only when true; own routes have no AS path and no peer.
 */
final class FrrPaths {

    static final String[] QUESTIONS = {"show version", "show ip bgp json"};

    /** More text than that before the table is no version. */
    private static final int LONGEST_HEAD = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Site site;
    private final Predicate<Path> wanted;
    private final Map<String, String> nodes = new HashMap<>();
    /** Next hops, peers and AS paths are few; each is kept once. */
    private final Map<String, String> texts = new HashMap<>();

    /** @param wanted other paths are not kept */
    FrrPaths(Site site, Predicate<Path> wanted) {
        this.site = site;
        this.wanted = wanted;
    }

    /** @param version e.g. {@code 8.4.4}; empty when it told none */
    record Table(String version, List<Path> paths) {}

    /** @throws Unreachable when FRR answers something else than a table */
    Table read(String on, String router, InputStream answer) throws Unreachable, IOException {
        String head = head(router, answer);
        String version = FrrAnswer.version(head);
        InputStream json = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'{'}), answer);
        List<Path> paths = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(json)) {
            long asn = 0;
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "localAS" -> asn = FrrDialect.of(version).asn(parser.readValueAsTree());
                    case "routes" -> routes(on, router, asn, parser, paths);
                    default -> parser.skipChildren();
                }
            }
            answer.transferTo(OutputStream.nullOutputStream()); // nobody who writes is left hanging
            return new Table(version, paths);
        } catch (JacksonException e) {
            throw new Unreachable(router, "FRR's table is cut off or damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** What comes before the line that begins with a brace. */
    private static String head(String router, InputStream answer) throws Unreachable, IOException {
        StringBuilder head = new StringBuilder();
        boolean begin = true;
        for (int c = answer.read(); !(begin && c == '{'); c = answer.read()) {
            if (c < 0 || head.length() > LONGEST_HEAD) {
                String last = head.toString().strip().lines().reduce("", (first, second) -> second);
                throw new Unreachable(
                        router, last.isEmpty() ? "the answer is empty" : "the answer is no JSON: " + last);
            }
            head.append((char) c);
            begin = c == '\n';
        }
        return head.toString();
    }

    private void routes(String on, String router, long asn, JsonParser parser, List<Path> paths) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String prefix = parser.currentName();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode json = parser.readValueAsTree();
                for (JsonNode hop : json.path("nexthops")) {
                    Path path = path(on, router, asn, prefix, json, hop);
                    if (wanted.test(path)) {
                        paths.add(path);
                    }
                }
            }
        }
    }

    private Path path(String on, String router, long asn, String prefix, JsonNode json, JsonNode hop) {
        String asPath = json.path("path").asString("");
        String peer = asPath.isEmpty() ? "" : json.path("peerId").asString("");
        return new Path(
                on,
                peer.isEmpty() ? router : nodes.computeIfAbsent(peer, site::nodeAt),
                asn,
                once(peer),
                prefix,
                once(hop.path("ip").asString("")),
                once(asPath),
                once(json.path("origin").asString("").toLowerCase(Locale.ROOT)),
                json.path("bestpath").asBoolean(false),
                json.path("multipath").asBoolean(false),
                json.path("stale").asBoolean(false),
                0,
                List.of());
    }

    private String once(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
