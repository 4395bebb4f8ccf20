package dev.cilab.env;

/** Something missing or wrong on this machine, and the command that mends it. */
public record Finding(Severity severity, String what, String evidence, String fix) {

    public enum Severity {
        ERROR,
        WARNING
    }
}
