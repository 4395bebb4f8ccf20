package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.lb.Frontend;
import dev.cilab.sandbox.cilium.mesh.Reachability;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The commands of {@code cilium-dbg} that this agent answers. */
final class CommandLine {

    private static final Set<String> FLAGS = Set.of(
            "--verbose",
            "--brief",
            "--all",
            "-a",
            "--all-clusters",
            "--clustermesh-affinity",
            "--all-addresses",
            "--help",
            "-h");
    private static final List<String> COMMANDS = List.of(
            "bgp peers",
            "bgp route-policies",
            "bgp routes",
            "bpf ipmasq list",
            "config",
            "endpoint list",
            "node list",
            "service list",
            "status",
            "troubleshoot clustermesh",
            "version");

    private final Agent agent;
    private final ServicesView services = new ServicesView();

    CommandLine(Agent agent) {
        this.agent = agent;
    }

    /** @param words the name of the program, then its arguments */
    Reply run(List<String> words) {
        Arguments arguments = Arguments.of(words.subList(1, words.size()), FLAGS);
        if (!arguments.problem().isEmpty()) {
            return Reply.failed("Error: " + arguments.problem());
        }
        List<String> path = arguments.words();
        if (arguments.has("--help") || arguments.has("-h") || path.isEmpty()) {
            return Reply.ok(usage());
        }
        return switch (path.getFirst()) {
            case "status" -> status(arguments);
            case "bgp" -> new BgpCommands(agent).run(path.subList(1, path.size()), arguments.json());
            case "service" -> listed(arguments, 1) ? services(arguments) : unknown(path, "service");
            case "config" -> config(arguments);
            case "bpf" ->
                path.size() > 1 && path.get(1).equals("ipmasq") && listed(arguments, 2)
                        ? ipMasq(arguments)
                        : unknown(path, "bpf");
            case "endpoint" -> listed(arguments, 1) ? endpoints(arguments) : unknown(path, "endpoint");
            case "node" -> listed(arguments, 1) ? nodes(arguments) : unknown(path, "node");
            case "troubleshoot" -> troubleshoot(path);
            case "version" -> version();
            default ->
                Reply.failed("Error: unknown command \"" + path.getFirst() + "\" for \"" + words.getFirst()
                        + "\"\nRun '" + words.getFirst() + " --help' for usage.");
        };
    }

    private static boolean listed(Arguments arguments, int at) {
        List<String> words = arguments.words();
        return words.size() > at && Set.of("list", "ls").contains(words.get(at));
    }

    private static Reply unknown(List<String> path, String parent) {
        String word = path.size() > 1 ? path.getLast() : "";
        return Reply.failed("Error: unknown command \"" + word + "\" for \"cilium-dbg " + parent + "\"");
    }

    private static String usage() {
        StringBuilder text =
                new StringBuilder("CLI for interacting with the local Cilium Agent (stand-in of the cilab sandbox)\n\n"
                        + "Usage:\n  cilium-dbg [command] [-o json]\n\nAvailable Commands:\n");
        COMMANDS.forEach(command -> text.append("  ").append(command).append('\n'));
        return text.toString();
    }

    /** The text form fails when the agent is not well, the JSON form does not. */
    private Reply status(Arguments arguments) {
        StatusView view = new StatusView(agent);
        if (arguments.json()) {
            return Reply.ok(GoText.json(view.json()));
        }
        String text = arguments.has("--brief")
                ? view.brief()
                : view.text(arguments.has("--verbose"), arguments.has("--all-clusters"));
        return new Reply(view.ok() ? 0 : 1, false, text);
    }

    private Reply services(Arguments arguments) {
        List<Frontend> frontends = agent.frontends();
        Dialect dialect = agent.config().dialect();
        return Reply.ok(
                arguments.json()
                        ? GoText.json(services.json(frontends, dialect))
                        : services.text(frontends, arguments.has("--clustermesh-affinity"), dialect));
    }

    private Reply config(Arguments arguments) {
        if (arguments.json()) {
            var object = Json.object();
            agent.config().data().forEach(object::put);
            return Reply.ok(GoText.json(object));
        }
        StringBuilder text = new StringBuilder("#### Read-only configurations ####\n");
        agent.config().data().forEach((key, value) -> text.append("%-40s: %s\n".formatted(key, value)));
        return Reply.ok(text.toString());
    }

    private Reply ipMasq(Arguments arguments) {
        Set<String> cidrs = new TreeSet<>();
        agent.ipMasqAgent().stream().map(Cidr::toString).forEach(cidrs::add);
        if (arguments.json()) {
            var array = Json.object().arrayNode();
            cidrs.forEach(array::add);
            return Reply.ok(GoText.json(array));
        }
        if (cidrs.isEmpty()) {
            return new Reply(0, true, "No entries found.\n");
        }
        return Reply.ok("IP PREFIX/ADDRESS\n" + String.join("\n", cidrs) + "\n");
    }

    private Reply endpoints(Arguments arguments) {
        var array = Json.object().arrayNode();
        Table table = new Table().row("ENDPOINT", "IDENTITY", "LABELS (source:key[=value])", "IPv6", "IPv4", "STATUS");
        String here = agent.member().node().address();
        var type = agent.objects().type("cilium.io/v2", "CiliumEndpoint");
        for (JsonNode endpoint : agent.objects().list(type, "", "")) {
            JsonNode status = endpoint.path("status");
            JsonNode networking = status.path("networking");
            if (!networking.path("node").asString("").equals(here)) {
                continue;
            }
            var object = array.addObject();
            object.set("id", status.path("id"));
            var own = object.putObject("status");
            own.set("external-identifiers", status.path("external-identifiers"));
            own.set("networking", networking);
            own.set("state", status.path("state"));
            table.row(
                    status.path("id").asString(),
                    "",
                    "k8s:io.kubernetes.pod.namespace="
                            + endpoint.path("metadata").path("namespace").asString(),
                    "",
                    networking.path("addressing").path(0).path("ipv4").asString(""),
                    status.path("state").asString(""));
        }
        return Reply.ok(arguments.json() ? GoText.json(array) : table.toString());
    }

    private Reply nodes(Arguments arguments) {
        NodesView view = new NodesView(agent);
        return Reply.ok(arguments.json() ? GoText.json(view.json()) : view.text());
    }

    private Reply troubleshoot(List<String> path) {
        if (path.size() < 2 || !path.get(1).equals("clustermesh")) {
            return unknown(path, "troubleshoot");
        }
        List<Reachability.Route> routes = agent.mesh()
                .map(mesh -> mesh.reachability().look(path.size() > 2 ? path.get(2) : ""))
                .orElse(List.of());
        return Reply.ok(TroubleshootView.text(routes));
    }

    private Reply version() {
        String version =
                agent.config().version() + " stand-in of the cilab sandbox, GoBGP for BGP, nftables for services";
        return Reply.ok("Client: " + version + "\nDaemon: " + version + "\n");
    }
}
