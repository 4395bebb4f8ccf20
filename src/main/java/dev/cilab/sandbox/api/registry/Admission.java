package dev.cilab.sandbox.api.registry;

/** Finds the rules of a kind. */
@FunctionalInterface
public interface Admission {

    /** {@link Rules#NONE} when the kind has none. */
    Rules rules(Resource resource);
}
