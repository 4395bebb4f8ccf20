package dev.cilab.sandbox.api.table;

import static dev.cilab.sandbox.api.table.Texts.name;
import static dev.cilab.sandbox.api.table.Texts.orNone;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services, what is behind them and what is in front of them. */
final class NetworkPrinters {

    private NetworkPrinters() {}

    static Map<String, Printer> all() {
        return Map.of(
                "/Service",
                new Printer(
                        Column.list("Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector*"),
                        NetworkPrinters::service),
                "/Endpoints",
                new Printer(
                        Column.list("Name", "Endpoints", "Age"),
                        (object, ages) -> List.of(name(object), endpoints(object), ages.of(object))),
                "discovery.k8s.io/EndpointSlice",
                new Printer(Column.list("Name", "AddressType", "Ports", "Endpoints", "Age"), NetworkPrinters::slice),
                "networking.k8s.io/Ingress",
                new Printer(Column.list("Name", "Class", "Hosts", "Address", "Ports", "Age"), NetworkPrinters::ingress),
                "networking.k8s.io/IngressClass",
                new Printer(Column.list("Name", "Controller", "Parameters", "Age"), NetworkPrinters::ingressClass),
                "networking.k8s.io/NetworkPolicy",
                new Printer(
                        Column.list("Name", "Pod-Selector", "Age"),
                        (object, ages) -> List.of(
                                name(object),
                                Texts.selector(Json.at(object, "spec", "podSelector")),
                                ages.of(object))));
    }

    private static List<Object> service(ObjectNode object, Ages ages) {
        JsonNode spec = object.path("spec");
        String clusterIp = Texts.or(spec.path("clusterIPs").path(0).asString(""), Json.text(spec, "clusterIP"));
        return List.of(
                name(object),
                Json.text(spec, "type"),
                orNone(clusterIp),
                externalAddress(object),
                ports(spec.path("ports")),
                ages.of(object),
                Texts.labels(spec.path("selector")));
    }

    private static String externalAddress(ObjectNode service) {
        JsonNode spec = service.path("spec");
        String given = String.join(
                ",",
                spec.path("externalIPs").valueStream().map(JsonNode::asString).toList());
        return switch (Json.text(spec, "type")) {
            case "ExternalName" -> Json.text(spec, "externalName");
            case "LoadBalancer" -> {
                String assigned = Texts.addresses(Json.at(service, "status", "loadBalancer"));
                List<String> all = Stream.of(assigned, given)
                        .filter(text -> !text.isEmpty())
                        .toList();
                yield Texts.or(String.join(",", all), "<pending>");
            }
            default -> orNone(given);
        };
    }

    private static String ports(JsonNode ports) {
        List<String> texts = new ArrayList<>();
        for (JsonNode port : ports) {
            int nodePort = Texts.number(port, "nodePort");
            texts.add(Texts.number(port, "port") + (nodePort > 0 ? ":" + nodePort : "") + "/"
                    + Texts.or(Json.text(port, "protocol"), "TCP"));
        }
        return orNone(texts);
    }

    private static String endpoints(ObjectNode object) {
        List<String> texts = new ArrayList<>();
        for (JsonNode subset : object.path("subsets")) {
            if (subset.path("ports").isEmpty()) {
                texts.addAll(Texts.each(subset.path("addresses"), "ip"));
            }
            for (JsonNode port : subset.path("ports")) {
                for (String ip : Texts.each(subset.path("addresses"), "ip")) {
                    texts.add((ip.contains(":") ? "[" + ip + "]" : ip) + ":" + Texts.number(port, "port"));
                }
            }
        }
        return Texts.someOf(texts, Texts.NONE);
    }

    private static List<Object> slice(ObjectNode object, Ages ages) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : object.path("ports")) {
            ports.add(
                    port.has("port")
                            ? String.valueOf(Texts.number(port, "port"))
                            : Texts.or(Json.text(port, "name"), "*"));
        }
        List<String> addresses = new ArrayList<>();
        object.path("endpoints")
                .forEach(e -> e.path("addresses").forEach(address -> addresses.add(address.asString())));
        return List.of(
                name(object),
                Json.text(object, "addressType"),
                Texts.someOf(ports, "<unset>"),
                Texts.someOf(addresses, "<unset>"),
                ages.of(object));
    }

    private static List<Object> ingress(ObjectNode object, Ages ages) {
        JsonNode spec = object.path("spec");
        List<String> hosts = Texts.each(spec.path("rules"), "host").stream()
                .filter(host -> !host.isEmpty())
                .toList();
        String shown = String.join(",", hosts.subList(0, Math.min(3, hosts.size())));
        return List.of(
                name(object),
                orNone(Json.text(spec, "ingressClassName")),
                hosts.isEmpty() ? "*" : hosts.size() > 3 ? shown + " + " + (hosts.size() - 3) + " more..." : shown,
                Texts.addresses(Json.at(object, "status", "loadBalancer")),
                spec.path("tls").isEmpty() ? "80" : "80, 443",
                ages.of(object));
    }

    private static List<Object> ingressClass(ObjectNode object, Ages ages) {
        JsonNode parameters = Json.at(object, "spec", "parameters");
        String group = Json.text(parameters, "apiGroup");
        String text = parameters.isMissingNode()
                ? Texts.NONE
                : Json.text(parameters, "kind") + (group.isEmpty() ? "" : "." + group) + "/"
                        + Json.text(parameters, "name");
        return List.of(name(object), Json.text(object, "spec", "controller"), text, ages.of(object));
    }
}
