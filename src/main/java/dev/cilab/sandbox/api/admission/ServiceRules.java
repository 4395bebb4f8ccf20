package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import dev.cilab.sandbox.api.store.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Services: defaults, ports, and what a change of type means. Addresses and node ports are {@link ServiceClaims}. */
final class ServiceRules implements Rules {

    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> AFFINITY = List.of("ClientIP", "None");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final int AFFINITY_SECONDS = 10800;
    private static final int MAX_PORT = 65535;

    private final ServiceClaims claims;

    ServiceRules(ServiceClaims claims) {
        this.claims = claims;
    }

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        Defaults.text(spec, "type", "ClusterIP");
        Defaults.text(spec, "sessionAffinity", "None");
        if (old != null) {
            ServiceUpdate.carryOver(old, spec);
        }
        for (ObjectNode port : objects(spec.path("ports"))) {
            Defaults.text(port, "protocol", "TCP");
            if (Defaults.absent(port, "targetPort") && port.has("port")) {
                port.set("targetPort", port.get("port"));
            }
        }
        if (Json.text(spec, "sessionAffinity").equals("ClientIP")) {
            Defaults.number(
                    Json.object(Json.object(spec, "sessionAffinityConfig"), "clientIP"),
                    "timeoutSeconds",
                    AFFINITY_SECONDS);
        } else {
            spec.remove("sessionAffinityConfig");
        }
        byType(spec);
        if (old == null) {
            object.putObject("status").putObject("loadBalancer");
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        JsonNode spec = object.path("spec");
        oneOf(spec, "type", TYPES, causes);
        oneOf(spec, "sessionAffinity", AFFINITY, causes);
        oneOf(spec, "externalTrafficPolicy", POLICIES, causes);
        oneOf(spec, "internalTrafficPolicy", POLICIES, causes);
        String type = Json.text(spec, "type");
        boolean headless = Json.text(spec, "clusterIP").equals("None");
        if (type.equals("ExternalName")) {
            if (Json.text(spec, "externalName").isEmpty()) {
                causes.required("spec.externalName", "");
            }
        } else if (spec.path("ports").isEmpty() && !headless) {
            causes.required("spec.ports", "");
        }
        if (headless && (type.equals("NodePort") || type.equals("LoadBalancer"))) {
            causes.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
        ports(objects(spec.path("ports")), causes);
        if (old != null) {
            ServiceUpdate.validate(spec, old.path("spec"), causes);
        }
    }

    @Override
    public void claim(ObjectNode object, ObjectNode old, Causes causes) {
        claims.claim(object, causes);
    }

    private static void byType(ObjectNode spec) {
        String type = Json.text(spec, "type");
        boolean external = type.equals("NodePort") || type.equals("LoadBalancer");
        if (external) {
            Defaults.text(spec, "externalTrafficPolicy", "Cluster");
        } else {
            spec.remove("externalTrafficPolicy");
        }
        if (type.equals("LoadBalancer")) {
            Defaults.flag(spec, "allocateLoadBalancerNodePorts", true);
        } else {
            spec.remove("allocateLoadBalancerNodePorts");
        }
        if (type.equals("ExternalName")) {
            return;
        }
        Defaults.text(spec, "internalTrafficPolicy", "Cluster");
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        Defaults.text(spec, "ipFamilyPolicy", "SingleStack");
    }

    private static void ports(List<ObjectNode> ports, Causes causes) {
        Set<String> names = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            String path = "spec.ports[" + i + "]";
            String name = Json.text(port, "name");
            if (name.isEmpty() && ports.size() > 1) {
                causes.required(path + ".name", "");
            } else if (!name.isEmpty() && !Labels.isLabel(name)) {
                causes.invalid(path + ".name", name, Labels.LABEL_RULE);
            } else if (!names.add(name)) {
                causes.duplicate(path + ".name", name);
            }
            number(port.path("port"), path + ".port", causes);
            JsonNode target = port.path("targetPort");
            if (target.isNumber()) {
                number(target, path + ".targetPort", causes);
            }
            String protocol = Json.text(port, "protocol");
            if (!PROTOCOLS.contains(protocol)) {
                causes.unsupported(path + ".protocol", protocol, PROTOCOLS);
            }
            if (!pairs.add(protocol + "/" + port.path("port").asInt(0))) {
                causes.duplicate(path, port);
            }
        }
    }

    private static void number(JsonNode port, String path, Causes causes) {
        int value = port.asInt(0);
        if (value < 1 || value > MAX_PORT) {
            causes.invalid(path, value, "must be between 1 and 65535, inclusive");
        }
    }

    private static void oneOf(JsonNode spec, String field, List<String> supported, Causes causes) {
        String value = Json.text(spec, field);
        if (!value.isEmpty() && !supported.contains(value)) {
            causes.unsupported("spec." + field, value, supported);
        }
    }
}
