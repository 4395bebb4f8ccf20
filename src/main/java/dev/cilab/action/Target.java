package dev.cilab.action;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Guard;
import dev.cilab.kube.Permit;
import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;

/** The cluster that an action writes to, and the right to do so (asked for only when something is written). */
record Target(Cluster api, Guard guard) {

    static Target of(Action.OnCluster action, Scope scope) throws Unreachable {
        ClusterName name = action.cluster().isPresent()
                ? action.cluster().get()
                : scope.topology().clusters().stream()
                        .findFirst()
                        .orElseThrow(() -> new Unreachable(scope.topology().name(), "this topology has no cluster"))
                        .name();
        return of(name, scope);
    }

    static Target of(ClusterName name, Scope scope) throws Unreachable {
        return new Target(scope.environment().cluster(name), scope.guard());
    }

    Permit permit() throws Guard.Refused, Unreachable {
        return guard.permit(api);
    }

    String name() {
        return api.name().value();
    }
}
