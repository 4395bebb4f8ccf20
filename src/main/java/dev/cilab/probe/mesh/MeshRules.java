package dev.cilab.probe.mesh;

import dev.cilab.probe.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Cilium demands of clusters that are to be one mesh (its clustermesh documentation and the agent's own validation). */
public final class MeshRules {

    private static final Pattern NAME = Pattern.compile("([a-z0-9][-a-z0-9]*)?[a-z0-9]");
    private static final int LONGEST_NAME = 32;
    private static final int FEW = 255;
    private static final int MANY = 511;

    private MeshRules() {}

    /** Everything that is wrong, not only the first. */
    public static List<Obstacle> obstacles(List<Member> members) {
        List<Obstacle> found = new ArrayList<>();
        members.forEach(member -> alone(member, found));
        for (int i = 0; i < members.size(); i++) {
            for (Member other : members.subList(i + 1, members.size())) {
                pair(members.get(i), other, found);
            }
        }
        return found;
    }

    private static void alone(Member member, List<Obstacle> found) {
        String cluster = member.cluster();
        if (!NAME.matcher(member.name()).matches()
                || member.name().length() > LONGEST_NAME
                || member.name().equals("default")) {
            found.add(new Obstacle(
                    "name",
                    cluster,
                    "the agents do not start, or nobody can connect to the cluster",
                    "cluster.name is \"" + member.name() + "\": wanted are 1 to " + LONGEST_NAME
                            + " of a-z, 0-9 and -, a letter or digit at both ends, and not \"default\"",
                    "give the cluster a name of its own: cluster.name=" + cluster));
        }
        if (member.maxConnected() != FEW && member.maxConnected() != MANY) {
            found.add(new Obstacle(
                    "max-connected",
                    cluster,
                    "the agents do not start",
                    "clustermesh.maxConnectedClusters is " + member.maxConnected() + "; only 255 and 511 exist",
                    "set clustermesh.maxConnectedClusters=255 (it cannot be changed in a running cluster)"));
        }
        int most = member.maxConnected() == MANY ? MANY : FEW;
        if (member.id() < 1 || member.id() > most) {
            found.add(new Obstacle(
                    "id",
                    cluster,
                    "nobody can connect to the cluster",
                    "cluster.id is " + member.id() + "; in a mesh it is 1 to " + most + " (0 = in no mesh)",
                    "give the cluster an id of its own, before workloads run in it: cluster.id=1"));
        }
    }

    private static void pair(Member one, Member other, List<Obstacle> found) {
        String both = one.cluster() + ", " + other.cluster();
        if (one.name().equals(other.name())) {
            found.add(new Obstacle(
                    "same-name",
                    both,
                    "a cluster takes the other for itself and does not connect",
                    "cluster.name is \"" + one.name() + "\" in both",
                    "give one of them another cluster.name, and restart all its workloads"));
        }
        if (one.id() == other.id() && one.id() != 0) {
            found.add(new Obstacle(
                    "same-id",
                    both,
                    "connections are refused, or identities of the two clusters get mixed up",
                    "cluster.id is " + one.id() + " in both",
                    "give one of them another cluster.id, and restart all its workloads"));
        }
        if (one.maxConnected() != other.maxConnected()) {
            found.add(new Obstacle(
                    "max-connected",
                    both,
                    "identities do not fit: the clusters divide the same numbers differently",
                    "clustermesh.maxConnectedClusters is " + one.maxConnected() + " and " + other.maxConnected(),
                    "it must be the same everywhere, and cannot be changed in a running cluster"));
        }
        if (!one.routingMode().equals(other.routingMode())) {
            found.add(new Obstacle(
                    "routing-mode",
                    both,
                    "connected, but packets between the clusters are lost",
                    "routingMode is " + one.routingMode() + " and " + other.routingMode(),
                    "the same routingMode in all clusters"));
        }
        networks(one, other, found);
    }

    private static void networks(Member one, Member other, List<Obstacle> found) {
        for (String mine : one.podCidrs()) {
            for (String theirs : other.podCidrs()) {
                if (overlap(mine, theirs)) {
                    found.add(new Obstacle(
                            "pod-cidr",
                            one.cluster() + ", " + other.cluster(),
                            "packets for the other cluster's pods stay in the own one",
                            "pod networks overlap: " + mine + " and " + theirs,
                            "build one of the clusters anew with another pod network"));
                    return;
                }
            }
        }
        hidden(one, other, found);
        hidden(other, one, found);
    }

    /** With native routing a pod's own address must survive on the way to the other cluster. */
    private static void hidden(Member from, Member to, List<Obstacle> found) {
        if (!from.routingMode().equals("native") || !from.masquerade()) {
            return;
        }
        for (String cidr : to.podCidrs()) {
            boolean kept = covers(from.nativeCidr(), cidr)
                    || from.notMasqueraded().stream().anyMatch(each -> covers(each, cidr));
            if (!kept) {
                found.add(new Obstacle(
                        "masquerade",
                        from.cluster(),
                        "pods of " + to.cluster() + " see node addresses of " + from.cluster() + " in place of pods'",
                        "traffic to " + cidr + " is masqueraded: it is neither in ipv4NativeRoutingCIDR ("
                                + (from.nativeCidr().isEmpty() ? "not set" : from.nativeCidr())
                                + ") nor in ipMasqAgent's nonMasqueradeCIDRs",
                        "ipMasqAgent.config.nonMasqueradeCIDRs={" + cidr + "}"));
                return;
            }
        }
    }

    private static boolean overlap(String one, String other) {
        return covers(one, other) || covers(other, one);
    }

    private static boolean covers(String outer, String inner) {
        return !outer.isEmpty() && Prefix.of(outer).contains(Prefix.of(inner));
    }
}
