package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PodDisruptionBudgets say how many pods must stay, or how many may go: one of the two. */
final class BudgetRules implements Rules {

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        if (old == null) {
            ObjectNode status = object.putObject("status");
            for (String count :
                    new String[] {"disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"}) {
                status.put(count, 0);
            }
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        JsonNode spec = object.path("spec");
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            causes.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }
        for (String field : new String[] {"minAvailable", "maxUnavailable"}) {
            JsonNode value = spec.path(field);
            if (value.isNumber() && value.asLong() < 0) {
                causes.invalid("spec." + field, value, "must be greater than or equal to 0");
            } else if (value.isString() && !value.stringValue().matches("\\d{1,3}%")) {
                causes.invalid(
                        "spec." + field,
                        value,
                        "a valid percent string must be a numeric string followed by an ending '%'");
            }
        }
    }
}
