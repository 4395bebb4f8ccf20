package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import tools.jackson.databind.node.ObjectNode;

/** RoleBindings and ClusterRoleBindings: what they bind to never changes. */
final class BindingRules implements Rules {

    private static final String GROUP = "rbac.authorization.k8s.io";

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        Defaults.text(Json.object(object, "roleRef"), "apiGroup", GROUP);
        for (ObjectNode subject : objects(object.path("subjects"))) {
            String kind = Json.text(subject, "kind");
            if (kind.equals("User") || kind.equals("Group")) {
                Defaults.text(subject, "apiGroup", GROUP);
            }
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        for (String field : new String[] {"kind", "name"}) {
            if (Json.text(object, "roleRef", field).isEmpty()) {
                causes.required("roleRef." + field, "");
            }
        }
        if (old != null && !old.path("roleRef").equals(object.path("roleRef"))) {
            causes.invalid("roleRef", object.path("roleRef"), "cannot change roleRef");
        }
    }
}
