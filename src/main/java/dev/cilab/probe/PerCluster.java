package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.KubeCluster;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A look at a topology of several clusters: the probe is asked once per cluster, all at the same time, and what it saw is put together. A
 * cluster that cannot be asked is a {@link Missed} place; the others are still seen.
 *
 * <p>Which clusters: those that the argument {@code cluster} names, else those that {@code on} touches (by name, or by one of their nodes),
 * else all. A probe itself only ever sees one.
 */
public final class PerCluster {

    private static final String CLUSTER = "cluster";

    private PerCluster() {}

    /** @throws Unreachable when no cluster could be asked at all */
    public static <O extends Sightings> O look(Probe<O> probe, ProbeCall call, Scope scope) throws Unreachable {
        List<ProbeCall> calls = calls(call, scope.topology());
        if (calls.size() == 1) {
            return probe.look(calls.getFirst(), scope);
        }
        List<O> seen = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<ProbeCall, O> outcome : Parallel.map(calls, each -> answered(probe, each, scope))) {
            if (outcome.ok()) {
                seen.add(outcome.value());
            } else {
                String cluster = String.valueOf(outcome.place().args().get(CLUSTER));
                missed.add(new Missed(cluster, cluster, outcome.failure().getMessage()));
            }
        }
        if (seen.isEmpty()) {
            throw new Unreachable(missed.getFirst().where(), missed.getFirst().why());
        }
        return together(seen, missed);
    }

    private static <O extends Sightings> O answered(Probe<O> probe, ProbeCall call, Scope scope) throws Unreachable {
        try {
            return probe.look(call, scope);
        } catch (KubeError e) {
            String cluster = String.valueOf(call.args().get(CLUSTER));
            throw new Unreachable(
                    cluster, "the API server answers " + e.code() + " " + e.reason() + ": " + e.getMessage(), e);
        }
    }

    /** The call itself where there is nothing to divide, else one for each cluster that is meant. */
    static List<ProbeCall> calls(ProbeCall call, Topology topology) {
        if (topology.clusters().size() < 2) {
            return List.of(call);
        }
        List<String> others = call.on().stream()
                .filter(place -> topology.clusters().stream().noneMatch(cluster -> names(cluster, place)))
                .toList();
        List<KubeCluster> meant = meant(call, topology, others);
        return meant.isEmpty()
                ? List.of(call)
                : meant.stream().map(cluster -> part(call, cluster, others)).toList();
    }

    private static List<KubeCluster> meant(ProbeCall call, Topology topology, List<String> others) {
        if (call.args().containsKey(CLUSTER)) {
            List<String> named = new Arguments(call).texts(CLUSTER);
            named.stream()
                    .filter(name -> topology.clusters().stream().noneMatch(cluster -> called(cluster, name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(call.at() + ": there is no cluster '" + name + "'");
                    });
            return topology.clusters().stream()
                    .filter(cluster -> named.stream().anyMatch(name -> called(cluster, name)))
                    .toList();
        }
        List<KubeCluster> touched = topology.clusters().stream()
                .filter(cluster -> call.on().stream().anyMatch(place -> names(cluster, place)))
                .toList();
        boolean onlyMachinesOutside = touched.isEmpty()
                && !others.isEmpty()
                && others.stream().allMatch(place -> topology.machines().stream()
                        .anyMatch(machine -> machine.name().value().equals(place)));
        return touched.isEmpty() && !onlyMachinesOutside ? topology.clusters() : touched;
    }

    private static ProbeCall part(ProbeCall call, KubeCluster cluster, List<String> others) {
        List<String> on = Stream.concat(call.on().stream().filter(place -> names(cluster, place)), others.stream())
                .toList();
        Map<String, Object> args = new HashMap<>(call.args());
        args.put(CLUSTER, cluster.name().value());
        return new ProbeCall(call.verb(), on, args, call.at());
    }

    private static boolean called(KubeCluster cluster, String name) {
        return cluster.name().value().equals(name);
    }

    private static boolean names(KubeCluster cluster, String place) {
        return called(cluster, place)
                || cluster.nodes().stream().anyMatch(node -> node.value().equals(place));
    }

    /** Sightings are records of lists; those of several clusters are the lists one after the other. */
    @SuppressWarnings("unchecked")
    private static <O extends Sightings> O together(List<O> seen, List<Missed> missed) {
        RecordComponent[] components = seen.getFirst().getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                List<Object> joined = new ArrayList<>();
                if (components[i].getType() != List.class) {
                    throw new IllegalArgumentException("this probe looks at one cluster: name it with 'cluster'");
                }
                for (O each : seen) {
                    joined.addAll((List<Object>) components[i].getAccessor().invoke(each));
                }
                values[i] = switch (components[i].getName()) {
                    case "places" ->
                        Stream.concat(joined.stream(), missed.stream().map(Missed::place))
                                .distinct()
                                .toList();
                    case "unreachable" ->
                        Stream.concat(joined.stream(), missed.stream()).toList();
                    case "warnings" -> joined.stream().distinct().toList();
                    default -> joined;
                };
                types[i] = components[i].getType();
            }
            return (O) seen.getFirst().getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(seen.getFirst().getClass().getName() + " is no record of lists", e);
        }
    }
}
