package dev.cilab.probe.traffic;

import dev.cilab.measure.Distribution;
import dev.cilab.measure.Failure;
import dev.cilab.measure.Sample;
import dev.cilab.measure.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts measured traffic beside what the cluster says. */
record Tally(Place place, String url, Backends backends, Owners owners) {

    Answers of(Traffic traffic, boolean byBackend) {
        List<String> expected = byBackend ? backends.names() : List.of();
        Distribution distribution = Distribution.of(traffic.samples(), expected);
        long answered = traffic.answered();
        int requests = traffic.samples().size();
        Duration took = traffic.took();
        double seconds = took.toMillis() / 1000.0;
        return new Answers(
                List.of(place.name()),
                answers(distribution, expected),
                sources(traffic),
                losses(traffic),
                url,
                requests,
                answered,
                requests - answered,
                distribution.counts().values().stream()
                        .filter(count -> count > 0)
                        .count(),
                distribution.p(),
                distribution.p() >= Distribution.UNEVEN,
                seconds,
                seconds == 0 ? 0 : Math.round(requests / seconds),
                traffic.latency(),
                List.of(),
                warnings(traffic));
    }

    private List<Answer> answers(Distribution distribution, List<String> expected) {
        long all = distribution.counts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<Answer> answers = new ArrayList<>();
        distribution
                .counts()
                .forEach((backend, count) -> answers.add(new Answer(
                        place.name(),
                        backend,
                        backends.nodes().getOrDefault(backend, ""),
                        count,
                        all == 0 ? 0 : (double) count / all,
                        expected.contains(backend))));
        return answers;
    }

    private List<Source> sources(Traffic traffic) {
        Map<String, Long> counts = new TreeMap<>();
        traffic.samples().stream()
                .filter(sample -> !sample.remote().isEmpty())
                .forEach(sample -> counts.merge(sample.remote(), 1L, Long::sum));
        List<Source> sources = new ArrayList<>();
        counts.forEach((address, count) -> {
            boolean own = place.addresses().contains(address);
            String node = own ? place.node() : owners.of(address);
            boolean machine = place.name().equals(place.node());
            sources.add(new Source(place.name(), address, node, count, own || machine && node.equals(place.node())));
        });
        return sources;
    }

    private List<Loss> losses(Traffic traffic) {
        Map<Failure, String> reasons = new EnumMap<>(Failure.class);
        traffic.samples().stream()
                .filter(sample -> !sample.answered())
                .forEach(sample -> reasons.put(sample.failure(), sample.reason()));
        List<Loss> losses = new ArrayList<>();
        traffic.failures().forEach((kind, count) -> losses.add(new Loss(place.name(), kind, count, reasons.get(kind))));
        return losses;
    }

    private List<String> warnings(Traffic traffic) {
        List<String> warnings = new ArrayList<>();
        if (!backends.service().isEmpty() && backends.nodes().isEmpty()) {
            warnings.add("service " + backends.service() + " has no ready endpoint");
        }
        long reused = traffic.samples().stream()
                .filter(Sample::answered)
                .filter(sample -> !sample.fresh())
                .count();
        if (reused > 0) {
            warnings.add(
                    reused + " requests went over a connection that was open already: the server does not close it");
        }
        if (traffic.answered() > 0
                && traffic.samples().stream()
                        .allMatch(sample -> sample.backend().isEmpty())) {
            warnings.add("no answer tells who gave it");
        }
        return warnings;
    }
}
