package dev.cilab.probe;

/** What came of looking. Only {@link Seen} can satisfy an expectation, so "could not look" never passes for "looks fine". */
public sealed interface Observation<O> {

    /** The probe looked and saw this. */
    record Seen<O>(O value) implements Observation<O> {}

    /** The probe could not look. */
    record Unseen<O>(String why) implements Observation<O> {}

    /** The probe saw something that waiting will not mend (wrong ASN, image that does not exist). */
    record Hopeless<O>(O value, String why) implements Observation<O> {}
}
