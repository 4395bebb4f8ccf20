package dev.cilab.helm;

import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UninstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import com.marcnuri.helm.jni.HelmLib;
import dev.cilab.data.Json;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeConfig;
import dev.cilab.kube.KubeContext;
import dev.cilab.kube.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Helm 3 in this process, for what must be written; {@link Releases} reads without it. Hooks are run and waited for, workloads are not.
 * Nothing is loaded before it is needed, or before {@link #loadAhead}.
 */
public final class Helm {

    /** The longest that hooks may take. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration HEED_EVERY = Duration.ofMillis(10);

    private final Path cache;
    private final Map<String, String> variables;
    private final Runnable heed;
    private FutureTask<HelmLib> library;

    /** For a process that does not care for signals. */
    public Helm(Path cache, Map<String, String> variables) {
        this(cache, variables, () -> {});
    }

    /**
     * @param cache     folder for what is unpacked or downloaded once, made when needed
     * @param variables of the shell, for what they say of proxies
     * @param heed      takes the process's signals back: Helm takes SIGINT and SIGTERM for itself whenever it installs or upgrades, and keeps them
     */
    public Helm(Path cache, Map<String, String> variables, Runnable heed) {
        this.cache = cache;
        this.variables = Map.copyOf(variables);
        this.heed = heed;
    }

    /** @param release a name for it that no other cluster's has */
    public AtWork atWork(String release) {
        return new AtWork(cache.resolve("helm-at-work"), release);
    }

    public ChartStore charts() {
        return new ChartStore(cache.resolve("charts"), variables);
    }

    /** Begins to load the library: it takes a second, which can pass while something else is waited for. */
    public void loadAhead() {
        loading();
    }

    private synchronized FutureTask<HelmLib> loading() {
        if (library == null) {
            library = new FutureTask<>(() -> HelmLibrary.load(cache));
            Thread.ofPlatform().daemon().name("helm-library").start(library);
        }
        return library;
    }

    /**
     * What is to be installed.
     *
     * @param values      all that the release is to have; nothing is taken from an earlier revision
     * @param description what the release's history says of it
     */
    public record Wanted(String name, String namespace, Chart chart, HelmValues values, String description) {}

    /** {@code helm install}; the namespace is made if it is not there. */
    public void install(Permit permit, Cluster cluster, Wanted wanted) throws HelmFailure, Unreachable {
        write(
                permit,
                cluster,
                wanted.values(),
                (access, values) ->
                        lib -> new InstallCommand(lib, wanted.chart().path())
                                .withName(wanted.name())
                                .withNamespace(wanted.namespace())
                                .createNamespace()
                                .withDescription(wanted.description())
                                .withTimeout((int) LONGEST.toSeconds())
                                .withValuesFile(values)
                                .withKubeConfigContents(access)
                                .call());
    }

    /** {@code helm upgrade --reset-values}. */
    public void upgrade(Permit permit, Cluster cluster, Wanted wanted) throws HelmFailure, Unreachable {
        write(
                permit,
                cluster,
                wanted.values(),
                (access, values) ->
                        lib -> new UpgradeCommand(lib, wanted.chart().path())
                                .withName(wanted.name())
                                .withNamespace(wanted.namespace())
                                .resetValues()
                                .withDescription(wanted.description())
                                .withTimeout((int) LONGEST.toSeconds())
                                .withValuesFile(values)
                                .withKubeConfigContents(access)
                                .call());
    }

    /** {@code helm uninstall}. */
    public void uninstall(Permit permit, Cluster cluster, String namespace, String name)
            throws HelmFailure, Unreachable {
        String access = access(permit, cluster);
        call(lib -> new UninstallCommand(lib, name)
                .withNamespace(namespace)
                .ignoreNotFound()
                .withKubeConfigContents(access)
                .call());
    }

    /** A command, once it is known where its cluster and its values are. */
    @FunctionalInterface
    private interface Prepared {
        Function<HelmLib, Object> with(String access, Path values);
    }

    private void write(Permit permit, Cluster cluster, HelmValues values, Prepared command)
            throws HelmFailure, Unreachable {
        String access = access(permit, cluster);
        Path file = null;
        try {
            file = Files.createTempFile("cilab-values", ".json"); // readable by its owner only
            Files.writeString(file, Json.line(values.tree())); // JSON is YAML
            call(command.with(access, file));
        } catch (IOException e) {
            throw new HelmFailure("the values cannot be handed to Helm: " + e.getMessage(), "df -h /tmp", e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** A permit is for the cluster that answers now, not for a name or an address. */
    private static String access(Permit permit, Cluster cluster) throws Unreachable {
        if (!permit.uid().equals(cluster.uid())) {
            throw new Unreachable(
                    cluster.name().value(), "this is not the cluster that the permission to write was given for");
        }
        KubeContext context = cluster.context();
        return KubeConfig.read(context.kubeconfig()).only(context.name()).reveal();
    }

    /** In a thread that the native code may keep for itself. */
    private void call(Function<HelmLib, Object> command) throws HelmFailure {
        FutureTask<HelmLib> loading = loading();
        FutureTask<Object> work = new FutureTask<>(() -> command.apply(loading.get()));
        Thread.ofPlatform().daemon().name("helm").start(work);
        try {
            await(work);
        } catch (ExecutionException e) {
            throw failure(e.getCause() instanceof ExecutionException loaded ? loaded.getCause() : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HelmFailure("interrupted while Helm was at work", "", e);
        }
    }

    private void await(FutureTask<Object> work) throws ExecutionException, InterruptedException {
        try {
            while (true) {
                try {
                    work.get(HEED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException atWork) {
                    heed.run();
                }
            }
        } finally {
            heed.run();
        }
    }

    private static HelmFailure failure(Throwable cause) {
        return switch (cause) {
            case HelmFailure told -> told;
            case IllegalStateException helm -> new HelmFailure(sentence(helm), "", helm);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> new HelmFailure(String.valueOf(cause.getMessage()), "", cause);
        };
    }

    /** Helm tells all it knows, sometimes pages of it. */
    private static String sentence(IllegalStateException helm) {
        String text = String.valueOf(helm.getMessage())
                .strip()
                .replaceAll("1 error occurred:|\\* ", "")
                .replaceAll("\\s+", " ")
                .replace("timed out waiting for the condition", "not done after " + LONGEST.toSeconds() + " s");
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
