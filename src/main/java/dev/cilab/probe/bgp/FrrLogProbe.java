package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code frr-log}: the lines of {@code journalctl -u frr} that are about a neighbor; argument {@code event} keeps those of one kind. */
public final class FrrLogProbe implements Probe<FrrLog> {

    private static final Command JOURNAL =
            Command.of("journalctl", "-u", "frr", "--no-pager").asRoot();
    private static final Pattern LINE = Pattern.compile("^(\\w{3} +\\d+ [\\d:]{8}) (?:\\S+ )?(\\w+)\\[\\d+]: (.*)$");
    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("frr-log", List.of(Site.ROUTER), Set.of("event"), FrrLog.class, "node");
    }

    @Override
    public FrrLog look(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        Optional<String> event = new Arguments(call).text("event");
        List<FrrLogEntry> entries = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (NodeName router : site.routers()) {
            String place = site.placeOf(router, Site.ROUTER);
            try {
                read(site, place, site.run(router, JOURNAL)).stream()
                        .filter(e -> event.isEmpty() || event.get().equals(e.event()))
                        .forEach(entries::add);
            } catch (Unreachable e) {
                missed.add(new Missed(place, router.value(), e.getMessage()));
            }
        }
        return new FrrLog(site.placesOf(site.routers(), Site.ROUTER), entries, missed, List.of());
    }

    static List<FrrLogEntry> read(Site site, String on, String journal) {
        return journal.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .flatMap(m -> entry(site, on, m).stream())
                .toList();
    }

    private static Optional<FrrLogEntry> entry(Site site, String on, Matcher line) {
        String text = line.group(3);
        Matcher address = ADDRESS.matcher(text);
        if (!line.group(2).equals("bgpd") || !address.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new FrrLogEntry(on, site.nodeAt(address.group()), address.group(), event(text), line.group(1), text));
    }

    private static String event(String text) {
        if (text.contains("rcvd End-of-RIB")) {
            return "end-of-rib";
        }
        if (text.contains("%ADJCHANGE")) {
            return text.contains(" Up") ? "up" : "down";
        }
        return text.contains("NOTIFICATION") || text.contains("OPEN receipt failed") ? "notification" : "other";
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        return site.routers().isEmpty() ? "" : site.paste(site.routers().getFirst(), JOURNAL);
    }
}
