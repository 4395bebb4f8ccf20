package dev.cilab.lab;

import java.util.List;

/**
 * Something that goes wrong in a lab, as data ({@code break/NAME.yaml}): how to provoke it, which check must notice, and what the learner must
 * be told.
 *
 * @param actions what breaks it, in order
 * @param step    the step whose check notices
 * @param check   that check's name
 * @param hint    part of the hint's text that must be shown
 * @param undo    what mends it; empty = the lab's own {@code up} does
 */
public record Fault(
        String name,
        String title,
        List<Action> actions,
        String step,
        String check,
        String hint,
        List<Action> undo,
        Position at) {

    public Fault {
        actions = List.copyOf(actions);
        undo = List.copyOf(undo);
    }
}
