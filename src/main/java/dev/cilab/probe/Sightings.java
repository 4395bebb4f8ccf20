package dev.cilab.probe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one look gave: like things (the rows) seen at one or more places. Implementations are records whose first list of records holds the
 * rows; lab files address components and row fields by name, so both are plain: text, numbers, truth values, lists, maps, records of these,
 * never null. A row's field {@code on} says at which of the {@link #places} it was seen.
 *
 * <p>A place that is asked and shows nothing is a finding, not an absence. While {@link #unreachable} is not empty the look is incomplete, and
 * nothing may pass that depends on what is missing.
 */
public interface Sightings {

    /** Where was looked, in the order asked: nodes, a cluster, or sides such as {@code cilium} and {@code router}. */
    List<String> places();

    /** Who could not be asked, and why. */
    List<Missed> unreachable();

    /** What a reader should know, e.g. that a version is newer than any that is known. */
    List<String> warnings();

    boolean empty();

    /** Those that did not answer, in one line. */
    default String missing() {
        return unreachable().stream()
                .map(m -> m.where() + ": " + m.why())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The observation: unseen when nobody answered, seen otherwise. */
    static <O extends Sightings> Observation<O> observed(O seen) {
        return seen.empty() && !seen.unreachable().isEmpty()
                ? new Observation.Unseen<>(seen.missing())
                : new Observation.Seen<>(seen);
    }
}
