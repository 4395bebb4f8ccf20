package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an update of a Service keeps although the client left it out, and what it gives up with a change of type. */
final class ServiceUpdate {

    private ServiceUpdate() {}

    static void carryOver(ObjectNode old, ObjectNode spec) {
        JsonNode was = old.path("spec");
        String type = Json.text(spec, "type");
        if (type.equals("ExternalName")) {
            for (String field : new String[] {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
                if (spec.path(field).equals(was.path(field))) {
                    spec.remove(field);
                }
            }
        } else if (!Json.text(was, "type").equals("ExternalName")) {
            for (String field : new String[] {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
                if (Defaults.absent(spec, field) && was.has(field)) {
                    spec.set(field, was.get(field).deepCopy());
                }
            }
        }
        boolean external = type.equals("NodePort") || type.equals("LoadBalancer");
        boolean wasExternal = was.has("externalTrafficPolicy");
        if (external && wasExternal) {
            keepNodePorts(was, spec);
        } else if (!external) {
            dropUnchangedNodePorts(was, spec);
        }
        if (!needsHealthCheck(spec)) {
            spec.remove("healthCheckNodePort");
        } else if (Defaults.absent(spec, "healthCheckNodePort") && was.has("healthCheckNodePort")) {
            spec.set("healthCheckNodePort", was.get("healthCheckNodePort"));
        }
    }

    static void validate(JsonNode spec, JsonNode was, Causes causes) {
        String before = Json.text(was, "clusterIP");
        String now = Json.text(spec, "clusterIP");
        boolean external = Json.text(was, "type").equals("ExternalName")
                || Json.text(spec, "type").equals("ExternalName");
        if (!external && !before.isEmpty() && !now.equals(before)) {
            causes.invalid("spec.clusterIPs[0]", new AddressList(now), "may not change once set");
        }
        JsonNode portWas = was.path("healthCheckNodePort");
        JsonNode port = spec.path("healthCheckNodePort");
        if (portWas.isNumber() && port.isNumber() && !portWas.equals(port)) {
            causes.invalid("spec.healthCheckNodePort", port, "field is immutable");
        }
    }

    /** A load balancer asks a node of a Local service whether it has endpoints. */
    static boolean needsHealthCheck(JsonNode spec) {
        return Json.text(spec, "type").equals("LoadBalancer")
                && Json.text(spec, "externalTrafficPolicy").equals("Local");
    }

    /** Addresses as messages show them. */
    record AddressList(String address) {
        @Override
        public String toString() {
            return "[]string{\"" + address + "\"}";
        }
    }

    private static void keepNodePorts(JsonNode was, ObjectNode spec) {
        for (ObjectNode port : objects(spec.path("ports"))) {
            for (ObjectNode known : objects(was.path("ports"))) {
                if (Defaults.absent(port, "nodePort") && known.has("nodePort") && samePort(port, known)) {
                    port.set("nodePort", known.get("nodePort"));
                }
            }
        }
    }

    private static void dropUnchangedNodePorts(JsonNode was, ObjectNode spec) {
        for (ObjectNode port : objects(spec.path("ports"))) {
            for (ObjectNode known : objects(was.path("ports"))) {
                if (port.path("nodePort").equals(known.path("nodePort"))) {
                    port.remove("nodePort");
                }
            }
        }
    }

    private static boolean samePort(ObjectNode one, ObjectNode other) {
        String protocol = Json.text(one, "protocol").isEmpty() ? "TCP" : Json.text(one, "protocol");
        return one.path("port").asInt(0) == other.path("port").asInt(0)
                && protocol.equals(Json.text(other, "protocol"));
    }
}
