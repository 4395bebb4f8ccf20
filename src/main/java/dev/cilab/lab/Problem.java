package dev.cilab.lab;

/**
 * One mistake in a lab file.
 *
 * @param message    what is wrong, e.g. {@code unknown key "chek" in a step}
 * @param suggestion what was probably meant, or what is allowed; may be empty
 * @param line       the line of the file as it stands there; empty when the file has no such line
 * @param length     how many characters are wrong, at least 1
 */
public record Problem(Position at, String message, String suggestion, String line, int length) {}
