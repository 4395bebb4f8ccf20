package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All words of the command line. A lab's name is a group; everything in it acts on that lab. */
final class CommandTree {

    /** Global options that take a value: needed to find the command behind them. */
    static final Set<String> OPTIONS_WITH_VALUE = Set.of("--env", "--set", "--chart", "--labs", "-o", "--output");

    private CommandTree() {}

    static Entry root(LabCatalog labs) {
        List<Entry> words = new ArrayList<>();
        words.add(Entry.command("labs", "List the labs", LabsCommand::new));
        labs.names().forEach(lab -> words.add(lab(lab, labs)));
        words.add(Entry.command("routes", "Kernel routes of every node", RoutesCommand::new));
        words.add(Entry.group(
                "frr",
                "What the FRR router knows",
                Entry.command("summary", "BGP neighbors of the router", FrrSummaryCommand::new),
                Entry.command("routes", "BGP table of the router", FrrRoutesCommand::new),
                Entry.command("config", "Running configuration of the router", FrrConfigCommand::new)));
        words.add(Entry.group(
                "helm",
                "What Helm installed in the lab's clusters",
                Entry.command("list", "Helm releases", HelmListCommand::new),
                Entry.command("values", "Values of a release", HelmValuesCommand::new),
                Entry.command("history", "Revisions of a release", HelmHistoryCommand::new)));
        words.add(Entry.command("load", "Send requests and tell who answered", LoadCommand::new));
        words.add(Entry.command("ssh", "Open a shell on a node", SshCommand::new));
        words.add(Entry.command("exec", "Run a command on a node", ExecCommand::new));
        words.add(Entry.group(
                "hubble",
                "What Hubble sees",
                Entry.command("observe", "Flows of every agent, by time", HubbleObserveCommand::new)));
        words.add(Entry.command("capture", "Capture packets on many nodes at once", CaptureCommand::new));
        words.add(Entry.command("kubeconfig", "Print a lab's kubeconfig, or where it lies", KubeconfigCommand::new));
        words.add(new Entry(
                "env",
                "What the environments are made of; settings for your own tools",
                List.of(Entry.command("export", "Shell settings for your own kubectl and ssh", EnvExportCommand::new)),
                List::of,
                Optional.of(EnvCommand::new)));
        words.add(Entry.command(
                "adopt", "Use machines and clusters that already run, and may be changed", AdoptCommand::new));
        words.add(Entry.command(
                "doctor", "Look for what is missing, wrong or left over on this machine", DoctorCommand::new));
        return Entry.group("cilab", "Runs Kubernetes networking labs and proves every step on both ends", words);
    }

    private static Entry lab(String name, LabCatalog labs) {
        List<Entry> words = new ArrayList<>(List.of(
                Entry.command("up", "Bring the lab up, step by step, and prove every step", UpCommand::new),
                Entry.command("run", "Run the whole lab unattended, with a report", RunCommand::new),
                Entry.command("check", "Prove how things are, without changing anything", CheckCommand::new),
                Entry.command("undo", "Take steps back", UndoCommand::new),
                Entry.command("status", "What runs, and which steps are taken", StatusCommand::new),
                Entry.command("steps", "List the lab's steps", StepsCommand::new),
                Entry.command("explain", "Explain a step and what it would do", ExplainCommand::new),
                Entry.command("down", "Remove everything that up made", DownCommand::new),
                Entry.command("ssh", "Open a shell on a node", SshCommand::new),
                Entry.command("exec", "Run a command on a node", ExecCommand::new)));
        if (name.equals("bgp")) {
            words.add(new Entry(
                    "drill",
                    "Disturb the lab under traffic, measure, restore",
                    List.of(Entry.command(
                            "matrix", "Every drill with every pattern of traffic", DrillMatrixCommand::new)),
                    List::of,
                    Optional.of(DrillCommand::new)));
            words.add(Entry.command("patterns", "Compare Local, Cluster and DSR by measuring", PatternsCommand::new));
            words.add(Entry.command("peers", "BGP peerings as Cilium and the router see them", PeersCommand::new));
            words.add(Entry.command(
                    "watch", "Peers, routes, endpoints, traffic and changes on one screen", WatchCommand::new));
            words.add(
                    Entry.command("capture", "What nodes and router say to each other in BGP", BgpCaptureCommand::new));
            words.add(Entry.group(
                    "routes",
                    "BGP routes of Cilium's nodes",
                    Entry.command("available", "Routes in the nodes' own BGP tables", AvailableCommand::new),
                    Entry.command("advertised", "Routes the nodes send to their peers", AdvertisedCommand::new)));
        }
        if (name.equals("mesh")) {
            words.removeIf(word -> word.name().equals("status"));
            words.add(Entry.command(
                    "status",
                    "The clusters' connections, in the words of cilium clustermesh status",
                    MeshStatusCommand::new));
            words.add(Entry.command(
                    "troubleshoot",
                    "What the agents find on their way to other clusters",
                    MeshTroubleshootCommand::new));
            words.add(Entry.command("services", "Which clusters' pods the agents use", MeshServicesCommand::new));
            words.add(Entry.command("doctor", "What keeps the clusters from being one mesh", MeshDoctorCommand::new));
        }
        return Entry.group(name, "The " + name + " lab", words, () -> LabVerbs.of(name, labs));
    }
}
