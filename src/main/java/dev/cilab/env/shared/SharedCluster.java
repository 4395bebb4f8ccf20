package dev.cilab.env.shared;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.ForwardingCluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A cluster that is asked once for all who want the same at the same time. */
final class SharedCluster extends ForwardingCluster {

    private final InFlight inFlight;

    SharedCluster(Cluster shared, InFlight inFlight) {
        super(shared);
        this.inFlight = inFlight;
    }

    @Override
    public Optional<KubeObject> get(Ref ref) throws Unreachable {
        return inFlight.ask(List.of("get", name(), ref), () -> super.get(ref));
    }

    @Override
    public List<KubeObject> list(Ref ref, String labelSelector, String fieldSelector) throws Unreachable {
        return inFlight.ask(
                List.of("list", name(), ref, labelSelector, fieldSelector),
                () -> super.list(ref, labelSelector, fieldSelector));
    }

    @Override
    public Result exec(String namespace, String pod, String container, Command command) throws Unreachable {
        return inFlight.ask(
                List.of("exec", name(), namespace, pod, container, command.argv(), Arrays.hashCode(command.stdin())),
                () -> super.exec(namespace, pod, container, command));
    }
}
