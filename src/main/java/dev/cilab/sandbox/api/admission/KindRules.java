package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.registry.Admission;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.Rules;
import dev.cilab.sandbox.api.store.Store;
import java.util.Map;

/** The built-in kinds that have rules of their own. */
public final class KindRules implements Admission {

    private final Map<String, Rules> byResource;

    /** @param serviceCidr where cluster IPs come from */
    public KindRules(Store store, String serviceCidr, Schemas schemas) {
        byResource = Map.ofEntries(
                Map.entry("namespaces", new NamespaceRules()),
                Map.entry("pods", new PodRules()),
                Map.entry("services", new ServiceRules(new ServiceClaims(store, serviceCidr))),
                Map.entry("configmaps", new DataRules(false)),
                Map.entry("secrets", new DataRules(true)),
                Map.entry("deployments.apps", TemplateRules.deployment()),
                Map.entry("replicasets.apps", TemplateRules.replicaSet()),
                Map.entry("daemonsets.apps", TemplateRules.daemonSet()),
                Map.entry("statefulsets.apps", TemplateRules.statefulSet()),
                Map.entry("jobs.batch", new JobRules()),
                Map.entry("cronjobs.batch", JobRules.cronJob()),
                Map.entry("poddisruptionbudgets.policy", new BudgetRules()),
                Map.entry("networkpolicies.networking.k8s.io", new NetworkPolicyRules()),
                Map.entry("rolebindings.rbac.authorization.k8s.io", new BindingRules()),
                Map.entry("clusterrolebindings.rbac.authorization.k8s.io", new BindingRules()),
                Map.entry("customresourcedefinitions.apiextensions.k8s.io", new DefinitionRules(schemas)));
    }

    @Override
    public Rules rules(Resource resource) {
        return byResource.getOrDefault(resource.qualified(), Rules.NONE);
    }
}
