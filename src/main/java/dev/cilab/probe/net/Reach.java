package dev.cilab.probe.net;

import java.util.List;

/**
 * Whether HTTP (or ping) gets from one place to another.
 *
 * @param on       where the requests start: a pod or a node
 * @param fromNode the node where they start
 * @param target   pod name, {@code service} name or address
 * @param node     where the target runs; empty for a service
 * @param url      what was asked, e.g. {@code http://172.20.1.158:80/}
 * @param sameNode the target runs on the node where the requests start
 * @param ok       every request was answered, and by nobody else than expected
 * @param tries    requests made
 * @param answered requests answered with a 2xx or 3xx status
 * @param hostnames who answered: the {@code Hostname:} lines of the answers, each once
 * @param expected  who should answer: the ready pods behind the target
 * @param remotes  the {@code RemoteAddr:} lines' addresses, each once: whom the target saw
 * @param cluster  the cluster that the target is in; empty for an address of which that is not known
 * @param ttl      time to live that the last answer to a ping had left; 0 where none came
 * @param source   the address the requests start with; empty for a node
 * @param heard    whom a capture in the target heard asking, each once; empty unless {@code hear} was asked for
 * @param error    curl's or ping's reason for the last failure, empty if none
 */
public record Reach(
        String on,
        String fromNode,
        String target,
        String node,
        String url,
        boolean sameNode,
        boolean ok,
        int tries,
        int answered,
        int status,
        List<String> hostnames,
        List<String> expected,
        List<String> remotes,
        long milliseconds,
        String cluster,
        int ttl,
        String source,
        List<Heard> heard,
        String error) {

    public Reach {
        hostnames = List.copyOf(hostnames);
        expected = List.copyOf(expected);
        remotes = List.copyOf(remotes);
        heard = List.copyOf(heard);
    }
}
