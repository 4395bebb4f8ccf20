package dev.cilab.cli;

import dev.cilab.env.Environments;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.env.adopted.Adoption;
import dev.cilab.env.adopted.Adoptions;
import dev.cilab.env.adopted.Candidate;
import dev.cilab.kube.Guard;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "adopt",
        description = {
            "Use machines and clusters that already run: yours, or your study group's.",
            "An inventory says how to reach them. Adopting asks them all, shows what they are, and lets you type the context's",
            "name; from then on --env NAME works in every command. A cluster that was not adopted is never written to."
        },
        footer = {
            "",
            "Examples:",
            "  cilab adopt homelab --inventory homelab.yaml",
            "  cilab adopt homelab --inventory homelab.yaml --confirm HomeLab     in a script",
            "  cilab bgp up --env homelab",
            "  cilab bgp peers --env ./homelab.yaml     only look, without adopting",
            "  cilab adopt --list",
            "  cilab adopt homelab --forget             the machines and clusters stay as they are",
            "",
            "Exit codes: 0 adopted, 2 usage, 4 somebody does not answer, 5 not confirmed, 6 inventory invalid"
        })
final class AdoptCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "What --env is to call it: lower-case letters, digits and dashes.")
    private String name = "";

    @Option(names = "--inventory", paramLabel = "FILE", description = "How to reach the machines and clusters.")
    private Path inventory;

    @Option(
            names = "--confirm",
            paramLabel = "CONTEXT",
            split = ",",
            description = "The context's name, instead of typing it; may be given again.")
    private List<String> confirm = new ArrayList<>();

    @Option(names = "--list", description = "List what was adopted.")
    private boolean list;

    @Option(names = "--forget", description = "End the adoption. Nothing is removed but cilab's own record of it.")
    private boolean forget;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    @Mixin
    private OutputOptions output = new OutputOptions();

    AdoptCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        Adoptions adoptions = new Adoptions(StateFolder.of(io.environment()), io.environment(), Terminal.of(io));
        if (list) {
            return list(adoptions);
        }
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}") || Environments.NAMES.contains(name)) {
            String what = name.isEmpty() ? "adopt needs a name" : "an adoption cannot be called \"" + name + "\"";
            throw new UsageError(
                    what + ": lower-case letters, digits and dashes, none of " + String.join(", ", Environments.NAMES),
                    "cilab adopt --help");
        }
        return forget ? forget(adoptions) : adopt(adoptions);
    }

    private int list(Adoptions adoptions) throws IOException {
        List<Adoption> all = adoptions.all();
        output.to(invocation.io())
                .print(
                        Look.rowsOf(
                                List.of("NAME", "CLUSTERS", "INVENTORY", "UID"),
                                List.of("UID"),
                                all,
                                each -> List.of(
                                        each.name(),
                                        String.join(",", each.clusters()),
                                        each.inventory(),
                                        String.join(",", each.uids()))),
                        all);
        return ExitCode.OK.code();
    }

    private int forget(Adoptions adoptions) throws IOException, UsageError {
        if (!adoptions.forget(name)) {
            throw new UsageError("nothing was adopted as \"" + name + "\"", "cilab adopt --list");
        }
        invocation.io().err().println(name + " is forgotten: cilab changes nothing there any more");
        return ExitCode.OK.code();
    }

    private int adopt(Adoptions adoptions) throws Exception {
        if (inventory == null) {
            throw new UsageError("adopt needs an inventory", "cilab adopt " + name + " --inventory FILE");
        }
        Candidate candidate =
                adoptions.look(name, invocation.io().workingFolder().resolve(inventory));
        if (!candidate.problems().isEmpty()) {
            throw new NotReady(
                    "not everything in " + inventory + " answers; nothing was adopted", candidate.problems());
        }
        PrintStream err = invocation.io().err();
        err.println(candidate.nodes().size() + " machines answer by SSH");
        for (Candidate.Found each : candidate.clusters()) {
            err.println("cluster " + each.cluster() + ": context " + each.context() + ", " + each.server()
                    + ", Kubernetes " + each.version() + ", nodes " + String.join(" ", each.nodes()));
        }
        confirmed(candidate);
        adoptions.adopt(candidate);
        err.println("adopted as " + name + "; go on with: cilab bgp up --env " + name);
        return ExitCode.OK.code();
    }

    /** @throws Guard.Refused when the user did not say yes */
    private void confirmed(Candidate candidate) throws Guard.Refused, IOException, InterruptedException {
        List<String> wanted = candidate.clusters().isEmpty()
                ? List.of(name)
                : candidate.clusters().stream().map(Candidate.Found::context).toList();
        for (String word : wanted) {
            if (!confirm.contains(word) && !typed(word)) {
                throw new Guard.Refused("Nothing was adopted: the name \"" + word + "\" was not confirmed.\n"
                        + "Type it when asked, or add: --confirm " + String.join(",", wanted));
            }
        }
    }

    /** Reading cannot be interrupted, waiting can: so Ctrl-C ends it here, too. */
    private boolean typed(String word) throws IOException, InterruptedException {
        Io io = invocation.io();
        if (!io.terminal().person() || !confirm.isEmpty()) {
            return false;
        }
        io.err().print("cilab will be allowed to change it. Type " + word + " to adopt it: ");
        io.err().flush();
        FutureTask<String> line = new FutureTask<>(
                () -> new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8)).readLine());
        Thread.ofPlatform().daemon().name("answer").start(line);
        try {
            return Objects.requireNonNullElse(line.get(), "").strip().equals(word);
        } catch (ExecutionException e) {
            throw new IOException("the answer cannot be read", e.getCause());
        }
    }
}
