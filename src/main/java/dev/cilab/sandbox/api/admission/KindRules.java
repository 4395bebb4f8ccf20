package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.registry.Admission;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.Rules;
import dev.cilab.sandbox.api.store.Store;
import java.util.HashMap;
import java.util.Map;

/** The built-in kinds that have rules of their own. */
public final class KindRules implements Admission {

    private final Map<String, Rules> byResource = new HashMap<>();

    /** @param serviceCidr where cluster IPs come from */
    public KindRules(Store store, String serviceCidr, Schemas schemas) {
        byResource.put("namespaces", new NamespaceRules());
        byResource.put("customresourcedefinitions.apiextensions.k8s.io", new DefinitionRules(schemas));
    }

    @Override
    public Rules rules(Resource resource) {
        return byResource.getOrDefault(resource.qualified(), Rules.NONE);
    }
}
