package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Rules;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** NetworkPolicies apply to ingress, and to egress where they say something about it. */
final class NetworkPolicyRules implements Rules {

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        Defaults.empty(spec, "podSelector");
        if (spec.path("policyTypes").isEmpty()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!spec.path("egress").isEmpty()) {
                types.add("Egress");
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            for (ObjectNode rule : objects(spec.path(direction))) {
                objects(rule.path("ports")).forEach(port -> Defaults.text(port, "protocol", "TCP"));
            }
        }
    }
}
