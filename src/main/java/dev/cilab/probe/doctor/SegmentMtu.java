package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links of one segment that take packets of different sizes: small answers arrive, large ones are lost without a word. */
final class SegmentMtu implements Ailment {

    private static final Command ASK = Command.sh("grep -H . /sys/class/net/*/mtu");
    private static final Pattern LINE = Pattern.compile("(?m)^/sys/class/net/([^/]+)/mtu:(\\d+)$");

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<Topology.Machine> machines = patient.scope().topology().machines().stream()
                .filter(each -> patient.cluster().nodes().contains(each.name())
                        || each.roles().contains(Site.ROUTER))
                .toList();
        Map<String, Map<Integer, List<String>>> segments = new TreeMap<>();
        for (Parallel.Outcome<Topology.Machine, Map<String, Integer>> answer :
                Parallel.map(machines, each -> sizes(each, patient))) {
            if (answer.ok()) {
                Topology.Machine machine = answer.place();
                machine.interfaces().stream()
                        .filter(each ->
                                each.segment().isPresent() && answer.value().containsKey(each.name()))
                        .forEach(each -> segments.computeIfAbsent(each.segment().get(), name -> new TreeMap<>())
                                .computeIfAbsent(answer.value().get(each.name()), size -> new ArrayList<>())
                                .add(machine.name() + " " + each.name()));
            }
        }
        List<Finding> findings = new ArrayList<>();
        segments.forEach((segment, sizes) -> findings.addAll(of(segment, sizes)));
        return findings;
    }

    private static List<Finding> of(String segment, Map<Integer, List<String>> sizes) {
        if (sizes.size() < 2) {
            return List.of();
        }
        List<String> told = new ArrayList<>();
        sizes.forEach((size, links) -> told.add(size + " on " + String.join(", ", links)));
        String[] odd = sizes.values().stream()
                .min((a, b) -> Integer.compare(a.size(), b.size()))
                .orElseThrow()
                .getFirst()
                .split(" ");
        return Ailment.error(
                "links of segment " + segment + " have different MTUs: large packets are lost, small ones are not",
                "MTU " + String.join("; ", told),
                "cilab exec " + odd[0] + " --root -- ip link set " + odd[1] + " mtu "
                        + sizes.keySet().stream().max(Integer::compare).orElseThrow());
    }

    private static Map<String, Integer> sizes(Topology.Machine machine, Patient patient) throws Unreachable {
        Map<String, Integer> sizes = new TreeMap<>();
        Matcher line = LINE.matcher(
                patient.scope().environment().host(machine.name()).run(ASK).stdout());
        while (line.find()) {
            sizes.put(line.group(1), Integer.parseInt(line.group(2)));
        }
        return sizes;
    }
}
