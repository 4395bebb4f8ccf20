package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.cilium.Frontend;
import dev.cilab.probe.cilium.Services;
import dev.cilab.probe.cilium.ServicesProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "services",
        description = {
            "Which pods of which clusters each agent uses for a service.",
            "Without a name: services for which an agent knows pods of another cluster than its own."
        },
        footer = {
            "",
            "Examples:",
            "  cilab mesh services",
            "  cilab mesh services webpod -o wide     with every backend, and which ones an affinity leaves unused"
        })
final class MeshServicesCommand extends Look<Services> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", description = "The service's name.")
    private String service;

    @Option(names = "--namespace", defaultValue = "default", description = "Its namespace (default: default).")
    private String namespace;

    MeshServicesCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Services look(OpenLab open) throws Unreachable {
        Map<String, Object> arguments = service == null ? Map.of() : Map.of("service", service, "namespace", namespace);
        Services seen = once(new ServicesProbe(), open, List.of(), arguments);
        List<Frontend> shown = seen.frontends().stream()
                .filter(each -> service != null || crosses(each))
                .toList();
        return seen.only(shown);
    }

    private static boolean crosses(Frontend frontend) {
        return frontend.all().stream()
                .anyMatch(backend ->
                        !backend.cluster().isEmpty() && !backend.cluster().equals(frontend.on()));
    }

    @Override
    Table table(Services seen) {
        return rowsOf(
                List.of("CLUSTER", "NODE", "SERVICE", "FRONTEND", "TYPE", "USES", "BACKENDS"),
                List.of("ALL BACKENDS"),
                seen.frontends(),
                each -> List.of(
                        each.on(),
                        each.node(),
                        each.namespace() + "/" + each.service(),
                        each.address(),
                        each.type(),
                        String.join(",", each.clusters()),
                        String.join(" ", each.used()),
                        each.all().stream().map(backend -> shown(backend, each)).collect(Collectors.joining(" "))));
    }

    private static String shown(Frontend.Backend backend, Frontend of) {
        String address = backend.ip() + ":" + backend.port();
        boolean used = of.used().contains(address);
        return address + " (" + backend.cluster() + ", " + backend.state() + (used ? "" : ", not used") + ")";
    }

    @Override
    List<?> rows(Services seen) {
        return seen.frontends();
    }
}
