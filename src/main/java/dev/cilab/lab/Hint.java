package dev.cilab.lab;

import dev.cilab.lab.cel.Expression;
import java.util.Optional;

/**
 * What to tell a learner whose check failed.
 *
 * @param when    an expression over the last observation; without it the hint always fits
 * @param say     the likely cause, one sentence or question
 * @param command what to try, a line to paste; may be empty
 */
public record Hint(Optional<Expression> when, String say, String command, Position at) {}
