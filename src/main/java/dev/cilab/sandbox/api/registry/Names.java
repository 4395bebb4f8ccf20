package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.store.Labels;

/** Which syntax a kind's names follow. */
final class Names {

    private Names() {}

    static void check(Resource resource, String name, Causes causes) {
        String kind = resource.type().kind();
        switch (kind) {
            case "Namespace" -> {
                if (!Labels.isLabel(name)) {
                    causes.invalid("metadata.name", name, Labels.LABEL_RULE);
                }
            }
            case "Service" -> {
                if (!Labels.isDns1035(name)) {
                    causes.invalid("metadata.name", name, Labels.DNS1035_RULE);
                }
            }
            case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding" -> {
                if (name.contains("/") || name.contains("%") || name.equals(".") || name.equals("..")) {
                    causes.invalid("metadata.name", name, "may not contain '/' or '%'");
                }
            }
            default -> {
                if (name.length() > 253) {
                    causes.invalid("metadata.name", name, "must be no more than 253 characters");
                } else if (!Labels.isSubdomain(name)) {
                    causes.invalid("metadata.name", name, Labels.SUBDOMAIN_RULE);
                }
            }
        }
    }
}
