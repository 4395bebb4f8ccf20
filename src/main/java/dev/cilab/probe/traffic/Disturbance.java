package dev.cilab.probe.traffic;

import dev.cilab.measure.Outage;
import dev.cilab.measure.Sample;
import dev.cilab.measure.Traffic;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of steady requests while something was disturbed.
 *
 * @param requests   sent since the disturbance began
 * @param outage     milliseconds: the longest time since then in which no request at all was answered, though some were sent
 * @param span       milliseconds from the first lost request to the first that was answered after the last lost one
 * @param resolution milliseconds: the longest time between two requests; a shorter outage may not have been seen
 */
public record Disturbance(
        List<String> places,
        List<Answering> answers,
        String url,
        int requests,
        long answered,
        long lost,
        long outage,
        long span,
        long resolution,
        String summary,
        List<Missed> unreachable,
        List<String> warnings)
        implements Sightings {

    /** What "in the end" means. */
    private static final long END_MICROS = 1_000_000;

    /**
     * A backend.
     *
     * @param cluster empty where it is not known
     * @param before  requests it answered that were sent before the disturbance began
     * @param after   since then
     * @param end     of the last second
     * @param first   milliseconds from the beginning of the disturbance to the first request it answered; 0 where there was none
     */
    public record Answering(
            String on, String backend, String cluster, String node, long before, long after, long end, long first) {}

    /** Where a pod runs. */
    public record Home(String cluster, String node) {}

    public Disturbance {
        places = List.copyOf(places);
        answers = List.copyOf(answers);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    /** @param begun when the disturbance began, microseconds since 1970; {@link Long#MAX_VALUE} while it has not */
    public static Disturbance of(String place, String url, Traffic traffic, long begun, Map<String, Home> homes) {
        long last =
                traffic.samples().isEmpty() ? 0 : traffic.samples().getLast().startMicros();
        Map<String, List<Sample>> byBackend = new TreeMap<>();
        traffic.samples().stream().filter(sample -> !sample.backend().isEmpty()).forEach(sample -> byBackend
                .computeIfAbsent(sample.backend(), none -> new ArrayList<>())
                .add(sample));
        List<Answering> answers = new ArrayList<>();
        byBackend.forEach((backend, samples) -> {
            Home home = homes.getOrDefault(backend, new Home("", ""));
            long after = count(samples, begun);
            answers.add(new Answering(
                    place,
                    backend,
                    home.cluster(),
                    home.node(),
                    samples.size() - after,
                    after,
                    count(samples, last - END_MICROS),
                    samples.stream()
                            .filter(sample -> sample.startMicros() >= begun)
                            .findFirst()
                            .map(sample -> (sample.endMicros() - begun) / 1000)
                            .orElse(0L)));
        });
        Outage outage = Outage.of(traffic, begun, Long.MAX_VALUE);
        return new Disturbance(
                List.of(place),
                answers,
                url,
                outage.requests(),
                outage.requests() - outage.lost(),
                outage.lost(),
                outage.longest().toMillis(),
                outage.span().toMillis(),
                outage.resolution().toMillis(),
                summary(outage),
                List.of(),
                List.of());
    }

    private static long count(List<Sample> samples, long fromMicros) {
        return samples.stream()
                .filter(sample -> sample.startMicros() >= fromMicros)
                .count();
    }

    private static String summary(Outage outage) {
        return "no answer for " + outage.longest().toMillis() + " ms at most (resolution "
                + outage.resolution().toMillis() + " ms), " + outage.lost() + " of " + outage.requests()
                + " requests lost";
    }

    @Override
    public boolean empty() {
        return requests == 0;
    }
}
