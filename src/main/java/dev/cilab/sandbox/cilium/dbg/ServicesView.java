package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.lb.Frontend;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cilium-dbg service list}. Numbers are given in the order in which frontends are first seen and stay. */
final class ServicesView {

    private final Map<String, Integer> numbers = new TreeMap<>();

    synchronized String text(List<Frontend> frontends, boolean affinity, Dialect dialect) {
        Table table = new Table().row("ID", "Frontend", "Service Type", "Backend", "");
        for (Frontend frontend : numbered(frontends)) {
            Object[] lead = {numbers.get(frontend.key()), frontend.key(), frontend.type()};
            List<Frontend.Listed> listed = frontend.listed(dialect);
            if (listed.isEmpty()) {
                table.row(lead[0], lead[1], lead[2], "", "");
            }
            int index = 1;
            for (Frontend.Listed each : listed) {
                LbService.Backend backend = each.backend();
                String preferred = affinity && each.preferred() ? " (preferred)" : "";
                String text = index++ + " => " + backend.ip() + ":" + backend.port() + "/"
                        + frontend.port().protocol() + " (active)";
                table.row(lead[0], lead[1], lead[2], text + preferred, "");
                lead = new Object[] {"", "", ""};
            }
        }
        return table.toString();
    }

    synchronized ArrayNode json(List<Frontend> frontends, Dialect dialect) {
        ArrayNode array = Json.object().arrayNode();
        for (Frontend frontend : numbered(frontends)) {
            ObjectNode object = array.addObject();
            object.set("spec", spec(frontend, dialect));
            object.putObject("status").set("realized", spec(frontend, dialect));
        }
        return array;
    }

    private ObjectNode spec(Frontend frontend, Dialect dialect) {
        ObjectNode spec = Json.object();
        ArrayNode backends = spec.putArray("backend-addresses");
        for (Frontend.Listed each : frontend.listed(dialect)) {
            LbService.Backend backend = each.backend();
            ObjectNode object = backends.addObject().put("ip", backend.ip());
            if (!backend.node().isEmpty()) {
                object.put("nodeName", backend.node());
            }
            object.put("port", backend.port());
            if (each.preferred()) {
                object.put("preferred", true);
            }
            object.put("protocol", frontend.port().protocol()).put("state", "active");
        }
        LbService service = frontend.service();
        spec.putObject("flags")
                .put("extTrafficPolicy", service.externalLocal() ? "Local" : "Cluster")
                .put("intTrafficPolicy", service.internalLocal() ? "Local" : "Cluster")
                .put("name", service.name())
                .put("namespace", service.namespace())
                .put("natPolicy", "None")
                .put("type", frontend.type());
        spec.putObject("frontend-address")
                .put("ip", frontend.ip())
                .put("port", frontend.number())
                .put("protocol", frontend.port().protocol())
                .put("scope", "external");
        return spec.put("id", numbers.get(frontend.key()));
    }

    private List<Frontend> numbered(List<Frontend> frontends) {
        frontends.forEach(frontend -> numbers.putIfAbsent(frontend.key(), numbers.size() + 1));
        return frontends.stream()
                .sorted((a, b) -> numbers.get(a.key()).compareTo(numbers.get(b.key())))
                .toList();
    }
}
