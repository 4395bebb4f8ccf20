package dev.cilab.probe.bgp;

import dev.cilab.exec.Unreachable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads {@code cilium-dbg bgp routes … -o json}: an array of BgpRoute whose NLRI and attributes are base64 of BGP's wire bytes. */
final class CiliumPaths {

    private CiliumPaths() {}

    /** @throws Unreachable when the wire bytes do not make sense, so nothing can be said of that node's routes */
    static List<Path> read(String on, String node, JsonNode answer) throws Unreachable {
        List<Path> paths = new ArrayList<>();
        try {
            for (JsonNode route : answer) {
                for (JsonNode path : route.path("paths")) {
                    paths.add(path(on, node, route, path));
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new Unreachable(node, "a BGP route could not be decoded: " + e.getMessage(), e);
        }
        return paths;
    }

    private static Path path(String on, String node, JsonNode route, JsonNode json) {
        List<byte[]> wire = json.path("path-attributes")
                .valueStream()
                .map(a -> decode(a.path("base64").asString("")))
                .toList();
        PathAttributes attributes = PathAttributes.decode(wire);
        return new Path(
                on,
                node,
                route.path("router-asn").asLong(0),
                route.path("neighbor").asString(""),
                prefix(route, json),
                attributes.nextHop(),
                attributes.asPath(),
                attributes.origin(),
                json.path("best").asBoolean(false),
                false,
                json.path("stale").asBoolean(false),
                json.path("age-nanoseconds").asLong(0) / 1_000_000_000L,
                attributes.texts());
    }

    /** The NLRI is the truth; the route's own text is there for reading and may be absent. */
    private static String prefix(JsonNode route, JsonNode path) {
        String nlri = path.at("/nlri/base64").asString("");
        boolean ipv6 = path.at("/family/afi").asString("ipv4").equals("ipv6");
        return nlri.isEmpty()
                ? route.path("prefix").asString("")
                : Nlri.prefix(ByteBuffer.wrap(decode(nlri)), ipv6 ? 16 : 4);
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
