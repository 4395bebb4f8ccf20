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
 * @param finds   rules of the lab's doctor that must be among its findings; a fault that names some needs no check
 * @param undo    what mends it; empty = the lab's own {@code up} does
 */
public record Fault(
        String name,
        String title,
        List<Action> actions,
        String step,
        String check,
        String hint,
        List<String> finds,
        List<Action> undo,
        Position at) {

    public Fault {
        actions = List.copyOf(actions);
        finds = List.copyOf(finds);
        undo = List.copyOf(undo);
    }
}
