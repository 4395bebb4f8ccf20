package dev.cilab.env.adopted;

import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.env.adopted.Candidate.Found;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeConfig;
import dev.cilab.kube.KubeError;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.Inventory.Context;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which machines and clusters of others cilab may change: it looks, the user decides, and the clusters' UIDs go on record. */
public final class Adoptions {

    private final AdoptedFolder folder;
    private final Ownership ownership;
    private final Map<String, String> variables;
    private final SecretPrompt prompt;

    /** @param variables this process's environment variables */
    public Adoptions(StateFolder state, Map<String, String> variables, SecretPrompt prompt) {
        this.folder = new AdoptedFolder(state);
        this.ownership = new Ownership(state.clusters());
        this.variables = Map.copyOf(variables);
        this.prompt = prompt;
    }

    /** Asks every machine and cluster of an inventory. Nothing is changed anywhere. */
    public Candidate look(String name, Path path) throws LabInvalid, InterruptedException {
        InventoryFile file = InventoryFile.read(path, variables);
        Inventory inventory = file.inventory();
        try (Places places = new Places(file, folder.lookedAt(file.path()), prompt)) {
            List<NodeName> names =
                    inventory.nodes().stream().map(Inventory.Login::node).toList();
            List<Outcome<NodeName, Boolean>> nodes = Parallel.map(
                    names, node -> places.host(node).run(Command.of("true")).ok());
            List<Outcome<Context, Found>> clusters =
                    Parallel.map(inventory.clusters(), context -> found(places, context));
            return new Candidate(
                    name,
                    file.path(),
                    names,
                    clusters.stream().filter(Outcome::ok).map(Outcome::value).toList(),
                    Stream.concat(nodes.stream(), clusters.stream())
                            .filter(outcome -> !outcome.ok())
                            .map(outcome -> Findings.of(outcome.failure(), "cilab adopt --help"))
                            .toList());
        }
    }

    private static Found found(Places places, Context context) throws Unreachable {
        Cluster cluster = places.cluster(context.cluster());
        try {
            String server = KubeConfig.read(places.kubeconfig(context)).server(context.context());
            List<String> nodes = cluster.list(Ref.all("nodes")).stream()
                    .map(KubeObject::name)
                    .sorted()
                    .toList();
            return new Found(context.cluster(), context.context(), server, cluster.uid(), cluster.version(), nodes);
        } catch (KubeError e) {
            throw new Unreachable("cluster " + context.cluster(), e.getMessage(), e);
        }
    }

    /** The user has said yes. A cluster that cilab made itself stays on record as that. */
    public void adopt(Candidate candidate) throws IOException {
        forgetClusters(candidate.name());
        for (Found each : candidate.clusters()) {
            if (ownership.find(each.uid()).isEmpty()) {
                ownership.record(
                        each.uid(), new Ownership.Entry(each.cluster(), candidate.name(), Ownership.Origin.ADOPTED));
            }
        }
        folder.adopt(candidate.name(), candidate.inventory());
    }

    /** By name. */
    public List<Adoption> all() throws IOException {
        List<Adoption> all = new ArrayList<>();
        for (String name : folder.names()) {
            List<String> clusters = new ArrayList<>();
            List<String> uids = new ArrayList<>();
            ownership.all().forEach((uid, entry) -> {
                if (entry.environment().equals(name)) {
                    clusters.add(entry.cluster().value());
                    uids.add(uid);
                }
            });
            Path inventory = Files.readSymbolicLink(folder.inventory(name));
            all.add(new Adoption(name, inventory.toString(), clusters, uids));
        }
        return all;
    }

    /** @return false when there is no adoption of this name */
    public boolean forget(String name) throws IOException {
        if (!folder.has(name)) {
            return false;
        }
        forgetClusters(name);
        folder.forget(name);
        return true;
    }

    private void forgetClusters(String environment) throws IOException {
        for (Map.Entry<String, Ownership.Entry> each : ownership.all().entrySet()) {
            boolean adopted = each.getValue().origin() == Ownership.Origin.ADOPTED;
            if (adopted && each.getValue().environment().equals(environment)) {
                ownership.forget(each.getKey());
            }
        }
    }
}
