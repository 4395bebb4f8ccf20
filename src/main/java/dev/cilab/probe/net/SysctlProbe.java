package dev.cilab.probe.net;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code sysctl}: kernel parameters on each node; argument {@code keys}, e.g. {@code net.ipv4.fib_multipath_hash_policy}. */
public final class SysctlProbe implements Probe<Sysctls> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("sysctl", List.of(Site.ROUTER), Set.of("keys"), Sysctls.class, "name");
    }

    @Override
    public Sysctls look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Command command = command(call);
        List<SysctlValue> values = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<NodeName, String> outcome : Parallel.map(site.machines(), m -> site.run(m, command))) {
            String node = outcome.place().value();
            if (outcome.ok()) {
                outcome.value()
                        .lines()
                        .map(line -> line.split("\\s*=\\s*", 2))
                        .filter(pair -> pair.length == 2)
                        .forEach(pair -> values.add(new SysctlValue(node, pair[0].strip(), pair[1].strip())));
            } else {
                missed.add(new Missed(node, node, outcome.failure().getMessage()));
            }
        }
        return new Sysctls(site.machines().stream().map(NodeName::value).toList(), values, missed, List.of());
    }

    private static Command command(ProbeCall call) {
        List<String> keys = new Arguments(call).texts("keys");
        if (keys.isEmpty() || keys.stream().anyMatch(k -> !k.matches("[a-z0-9_./-]+"))) {
            throw new IllegalArgumentException(call.at() + ": sysctl needs 'keys', e.g. net.ipv4.ip_forward");
        }
        List<String> argv = new ArrayList<>(List.of("sysctl"));
        argv.addAll(keys);
        return Command.of(argv);
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        try {
            return site.machines().isEmpty() ? "" : site.paste(site.machines().getFirst(), command(call));
        } catch (Unreachable e) {
            return String.join(" ", command(call).argv());
        }
    }
}
