package dev.cilab.action;

import dev.cilab.data.Json;
import dev.cilab.exec.Shell;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.HelmValues;
import dev.cilab.helm.Release;
import dev.cilab.helm.Release.Status;
import dev.cilab.helm.ValueChange;
import dev.cilab.kube.KubeContext;
import dev.cilab.lab.Action;
import dev.cilab.lab.ValuesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a release lacks of what an action wants of it.
 *
 * @param current what is in the cluster now; empty = to be installed
 * @param dead    a revision that some Helm began and never finished; it must go first
 * @param given   the action's own values
 * @param wanted  all values that the release is to have
 * @param due     it must be written though no value differs, e.g. because the last upgrade failed
 * @param gone    objects of the release that somebody deleted, e.g. {@code Secret cilium-clustermesh}; writing it makes them again
 */
record HelmPlan(
        Action.Helm action,
        Optional<Release> current,
        Optional<Release> dead,
        HelmValues given,
        HelmValues wanted,
        boolean due,
        List<String> gone) {

    /** In a summary; the rest is counted. */
    private static final int SHOWN = 3;

    /**
     * @param newest   the release's newest revision, whatever became of it
     * @param deployed its last revision that worked
     */
    static HelmPlan of(Action.Helm action, Optional<Release> newest, Optional<Release> deployed) throws HelmFailure {
        Optional<Release> dead = newest.filter(each -> each.status().pending());
        Optional<Release> current = deployed.isPresent() || dead.isPresent() ? deployed : newest;
        HelmValues given = given(action);
        if (current.isEmpty()) {
            return new HelmPlan(action, current, dead, given, given, true, List.of());
        }
        Release release = current.get();
        boolean sameVersion = plain(release.version()).equals(plain(action.version()));
        if (action.reuse() && !sameVersion) {
            throw new HelmFailure(
                    "release " + release.name() + " is chart version " + release.version() + ", wanted is "
                            + action.version() + "; values can be reused only with the same version",
                    "helm -n " + release.namespace() + " upgrade " + release.name() + " " + action.chart()
                            + " --version " + action.version() + " --reset-then-reuse-values");
        }
        HelmValues wanted = action.reuse() ? release.values().reusedWith(given) : given;
        boolean due = !sameVersion || newest.map(Release::status).orElse(Status.UNKNOWN) != Status.DEPLOYED;
        return new HelmPlan(action, current, dead, given, wanted, due, List.of());
    }

    HelmPlan with(List<String> deleted) {
        return new HelmPlan(action, current, dead, given, wanted, due, deleted);
    }

    private static HelmValues given(Action.Helm action) {
        HelmValues given = HelmValues.NONE;
        for (ValuesFile file : action.files()) {
            given = given.with(new HelmValues(file.values()));
        }
        for (Map.Entry<String, Object> each : action.set().entrySet()) {
            given = given.with(HelmValues.at(each.getKey(), each.getValue()));
        }
        return given;
    }

    private static String plain(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }

    boolean nothing() {
        return !due && gone.isEmpty() && changes().isEmpty();
    }

    boolean install() {
        return current.isEmpty();
    }

    List<ValueChange> changes() {
        return current.map(Release::values).orElse(HelmValues.NONE).changes(wanted);
    }

    String summary() {
        String title = action.release() + " " + action.version();
        if (install()) {
            return "install Helm release " + title;
        }
        List<String> changes = new ArrayList<>();
        changes().forEach(change -> changes.add(change.toString()));
        gone.forEach(object -> changes.add(object + " is gone"));
        String shown = String.join(", ", changes.subList(0, Math.min(SHOWN, changes.size())));
        String more = changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "";
        String from = current.orElseThrow().version();
        String version = plain(from).equals(plain(action.version())) ? "" : " from " + from;
        return "upgrade Helm release " + title + version + (shown.isEmpty() ? "" : ": " + shown + more);
    }

    /** What changes, as comments, and the line that does it. A secret is told as a variable's name. */
    List<String> paste(String chart, KubeContext cluster) {
        List<String> lines = new ArrayList<>();
        if (!install()) {
            changes().forEach(change -> lines.add("# " + change));
        }
        StringBuilder line = new StringBuilder("helm upgrade --install " + action.release() + " " + chart
                + " --version "
                + Shell.quote(action.version()) + " --kubeconfig "
                + Shell.quote(cluster.kubeconfig().toString()) + " --kube-context " + Shell.quote(cluster.name())
                + " -n " + action.namespace() + (action.reuse() && !install() ? " --reuse-values" : ""));
        action.files().forEach(file -> line.append(" -f ").append(Shell.quote(file.path())));
        action.set().forEach((path, value) -> line.append(set(path, value)));
        lines.add(line.toString());
        return lines;
    }

    private static String set(String path, Object value) {
        ValueChange change = new ValueChange(path, null, value, false, true);
        if (change.secret()) {
            return " --set-string " + Shell.quote(path) + "=\"$VALUE\"";
        }
        return switch (value) {
            case String text -> " --set-string " + Shell.quote(path + "=" + text.replace(",", "\\,"));
            case Boolean flag -> " --set " + Shell.quote(path + "=" + flag);
            case Number number -> " --set " + Shell.quote(path + "=" + number);
            case null -> " --set " + Shell.quote(path + "=null");
            default -> " --set-json " + Shell.quote(path + "=" + Json.line(value));
        };
    }
}
