package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Set;

/**
 * {@code cilium-config}: the ConfigMap that the agents are configured by; argument {@code keys} keeps some. A key that is not set has no row.
 */
public final class SettingsProbe implements Probe<Settings> {

    private static final Ref CONFIG = Ref.one("configmaps", AgentPods.NAMESPACE, "cilium-config");

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("cilium-config", List.of(), Set.of("keys", "cluster"), Settings.class, "name");
    }

    @Override
    public Settings look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String cluster = site.cluster().name().value();
        List<String> keys = new Arguments(call).texts("keys");
        KubeObject config = site.api()
                .get(CONFIG)
                .orElseThrow(() -> new Unreachable(
                        cluster, "there is no ConfigMap kube-system/cilium-config: is Cilium installed?"));
        List<Setting> settings = config.at("/data")
                .propertyStream()
                .filter(e -> keys.isEmpty() || keys.contains(e.getKey()))
                .map(e -> new Setting(cluster, e.getKey(), e.getValue().asString("")))
                .toList();
        return new Settings(List.of(cluster), settings, List.of(), List.of());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope).kubectl("-n kube-system get configmap cilium-config -o yaml");
    }
}
