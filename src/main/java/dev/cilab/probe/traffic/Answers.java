package dev.cilab.probe.traffic;

import dev.cilab.measure.Distribution;
import dev.cilab.measure.Latency;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/**
 * What became of a number of requests, each over a connection of its own.
 *
 * @param lost      requests without an answer
 * @param answering backends that answered at least once
 * @param p         chi-square test of the answers against equal shares among all backends; see {@link #even}
 * @param even      {@code p} is not below {@link Distribution#UNEVEN}
 * @param perSecond requests a second, as measured
 * @param latency   milliseconds
 */
public record Answers(
        List<String> places,
        List<Answer> answers,
        List<Source> sources,
        List<Loss> losses,
        String url,
        int requests,
        long answered,
        long lost,
        long answering,
        double p,
        boolean even,
        double seconds,
        double perSecond,
        Latency latency,
        List<Missed> unreachable,
        List<String> warnings)
        implements Sightings {

    public Answers {
        places = List.copyOf(places);
        answers = List.copyOf(answers);
        sources = List.copyOf(sources);
        losses = List.copyOf(losses);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return requests == 0;
    }
}
